/** Line and column, both counted from 1 (columns in UTF-16 units), of an offset in `source`. */
export function locateOffset(source: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const next = source.indexOf('\n', start);
    if (next === -1 || next >= offset) return { line, column: offset - start + 1 };
    line += 1;
    start = next + 1;
  }
}
