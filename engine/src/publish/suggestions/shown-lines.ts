/** Lines of the new side of a file that its diff shows, by number from 1. */
export type ShownLines = ReadonlyMap<number, string>;

const mostLines = 20_000;

/**
 * Reads GitHub's `patch` of one file: every line that the change leaves or adds and the diff shows. Only on
 * these may a review comment stand. A patch that breaks the form ends the reading.
 */
export function shownLines(patch: string): ShownLines {
  const lines = new Map<number, string>();
  let next = 0;
  for (const line of patch.split('\n').slice(0, mostLines)) {
    const start = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/.exec(line)?.[1];
    if (start !== undefined) next = Number(start);
    else if (next === 0) break;
    else if (line.startsWith('+') || line.startsWith(' ')) {
      lines.set(next, line.slice(1));
      next += 1;
    } else if (!line.startsWith('-') && !line.startsWith('\\')) break;
  }
  return lines;
}
