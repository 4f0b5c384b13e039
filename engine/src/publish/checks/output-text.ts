import { fitSections, type Section } from '../../report/comment/fit-sections.ts';
import { shortenText } from '../../report/text/shorten-text.ts';
import { plainLine } from '../../units/plain-text.ts';

/** GitHub says characters; a text column of so many bytes stands behind it, so both hold. */
export const outputLimits = { characters: 65_535, bytes: 65_535 };

const titleCharacters = 120;

/** A title: plain text on one line, control characters gone, at most 120 characters. */
export function checkTitle(text: string): string {
  return shortenText(plainLine(text), titleCharacters);
}

/** Markdown of a check run: the head, then as much of the sections as fits, cut between items. */
export function checkText(head: string, sections: readonly (Section | undefined)[] = []): string {
  const present = sections.filter((section) => section !== undefined);
  return fitSections(head, present, outputLimits).trim();
}
