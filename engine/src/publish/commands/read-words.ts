/** A word of a command line and where the rest begins. */
export interface Word {
  readonly text: string;
  /** It stood in double quotes. */
  readonly isQuoted: boolean;
  /** Offset in the line behind the word. */
  readonly end: number;
}

/**
 * The words of a line, parted by spaces and tabs. Words in double quotes hold spaces; there is no escape
 * and nothing is expanded. A quote that is not closed is part of its word.
 */
export function readWords(line: string): Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(/"([^"]*)"(?=[ \t]|$)|[^ \t]+/g)) {
    const quoted = match[1];
    const end = match.index + match[0].length;
    words.push({ text: quoted ?? match[0], isQuoted: quoted !== undefined, end });
  }
  return words;
}
