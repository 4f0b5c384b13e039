import { plainLine, plainText } from '../../units/plain-text.ts';
import { shortenText } from '../text/shorten-text.ts';

/** Zero-width space: breaks a mention, an issue number or a link without showing. */
const breaker = '\u200b';
const mostNameCharacters = 300;
const mostTextCharacters = 4_000;

/**
 * Text from a repository or a model as inert Markdown on one line, also in a table cell: no markup,
 * mention, issue reference, link, image, formula, HTML or comment survives, and what is read is what
 * was written. Longer than 4,000 characters, it is shortened.
 */
export function inlineText(text: string): string {
  return plainLine(shortenText(text, mostTextCharacters)).replace(
    /^([#+=-]|\d+[.)])|[&<>]|[\\`*_[\]|~$]|@|#(?=\d)|\bGH-(?=\d)|(?:https?|ftp)(?=:)|www(?=\.)/gi,
    (mark) => htmlEntities[mark] ?? (/^[\\`*_[\]|~$]$/.test(mark) ? `\\${mark}` : broken(mark)),
  );
}

/**
 * A message of Galley's own, whose names stand between backticks: those become code spans,
 * everything else inert text.
 */
export function messageText(message: string): string {
  return shortenText(message, mostTextCharacters)
    .split(/`([^`]+)`/)
    .map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : inlineTextKeepingEdges(piece)))
    .join('');
}

/** Text inside an HTML element, inert whether or not Markdown is read there. */
export function htmlText(text: string): string {
  return plainLine(shortenText(text, mostNameCharacters)).replace(
    /[&<>"'\\`*_[\]|~$]|@|#(?=\d)|:(?=\/\/)/g,
    (mark) => (/[@#:]/.test(mark) ? `${mark}${breaker}` : `&#${mark.charCodeAt(0)};`),
  );
}

const htmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A breaker after the mark, or before it where it would start a block. */
function broken(mark: string): string {
  return /^([#+=-]|\d+[.)])$/.test(mark) && mark !== '#'
    ? `${breaker}${mark}`
    : `${mark}${breaker}`;
}

function inlineTextKeepingEdges(text: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s?)(.*?)(\s?)$/s.exec(text) ?? [];
  return `${before === '' ? '' : ' '}${inlineText(middle)}${after === '' ? '' : ' '}`;
}

/** Text as a code span that its own backticks cannot close; for a table cell there is `codeCell`. */
export function codeSpan(text: string): string {
  return spanOf(plainLine(shortenText(text, mostNameCharacters)));
}

/** A code span that cannot end its table cell either. */
export function codeCell(text: string): string {
  return spanOf(plainLine(shortenText(text, mostNameCharacters)).replace(/\|/g, '\\|'));
}

function spanOf(line: string): string {
  if (line === '') return '` `';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines as a fenced block that no line can close. */
export function fencedBlock(lines: readonly string[], language = ''): string {
  const clean = lines.map((line) => plainText(line.replace(/[\r\n\u2028\u2029]/g, ' ')));
  const fence = '`'.repeat(Math.max(3, ...clean.map((line) => longestRun(line) + 1)));
  return `${fence}${language}\n${clean.join('\n')}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
