import { plainText } from './plain-text.ts';

/**
 * The text as one line of a report: control characters gone, line breaks and tabs turned into
 * spaces, and what a CI runner would take for a command made harmless.
 * @source GitHub's runner reads `::` after leading white space, and `##[` anywhere in a line
 */
export function outputLine(text: string): string {
  const line = withoutOldCommands(plainText(text).replace(/[\n\t\u2028\u2029]+/g, ' '));
  return /^\s*::/.test(line) ? `./${line.trimStart()}` : line;
}

/** The text's lines behind a visible margin, so that none of them starts a line of the output. */
export function quotedLines(text: string): string[] {
  return plainText(text)
    .split(/\n|\u2028|\u2029/)
    .map((line) => `  | ${withoutOldCommands(line)}`.trimEnd());
}

function withoutOldCommands(text: string): string {
  return text.replaceAll('##[', '## [');
}
