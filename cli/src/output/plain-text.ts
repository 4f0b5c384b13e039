/**
 * The text without control characters but newline and tab, so that nothing from a repository or a
 * model can drive the terminal; bidirectional overrides go too.
 */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

/**
 * The text as one line of a report: control characters gone, line breaks and tabs turned into
 * spaces, and what a CI runner would take for a command made harmless.
 * @source GitHub's runner reads `::` after leading white space, and `##[` anywhere in a line
 */
export function plainLine(text: string): string {
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
