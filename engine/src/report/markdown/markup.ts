import { plainLine } from '../../units/plain-text.ts';
import { shortenText } from '../text/shorten-text.ts';
import { codeCell, codeSpan, inlineText, messageText } from './escape-markdown.ts';

/** How a report writes what it took from a repository, so that the same sentences serve all. */
export interface Markup {
  /** An id, a path, a value. */
  name(text: string): string;
  /** Words of a repository within a sentence. */
  text(text: string): string;
  /** A message of Galley's own, its names between backticks. */
  message(text: string): string;
  /** Galley's own words, to stand out. */
  strong(text: string): string;
}

const strong = (text: string) => `**${text}**`;

/** For paragraphs and lists of Markdown. */
export const markdownMarkup: Markup = {
  name: codeSpan,
  text: inlineText,
  message: messageText,
  strong,
};

/** For cells of a Markdown table. */
export const cellMarkup: Markup = { ...markdownMarkup, name: codeCell };

const mostCharacters = 1_000;
const plain = (text: string) => plainLine(shortenText(text, mostCharacters));

/** For a terminal: one line, no control characters, nothing added. */
export const plainMarkup: Markup = { name: plain, text: plain, message: plain, strong: plain };
