/** Deepest nesting of maps and lists that a document may have. */
export const maxNesting = 64;

/**
 * True when a text cannot nest deeply enough to trouble a recursive reader, whatever it means:
 * few opening brackets and no line that starts far to the right. False says nothing.
 */
export function isSurelyShallow(text: string): boolean {
  let openings = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x5b || unit === 0x7b) openings += 1;
    if (openings > 300) return false;
  }
  return !/^[ \t?:-]{150}/m.test(text);
}

/**
 * Where a YAML text first nests deeper than `limit`, as an offset; `undefined` when it does not.
 * Counted by tokens and without recursion: open brackets plus open indentation levels.
 * @param tokens as the lexer of the `yaml` package yields them
 */
export function findDeepNesting(tokens: Iterable<string>, limit: number): number | undefined {
  const indents: number[] = [];
  let brackets = 0;
  let offset = 0;
  let lineStart = 0;
  let isLineStart = true;
  for (const token of tokens) {
    if (isMarker(token)) continue;
    if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1);
    if (isLineStart && brackets === 0 && !/^[ \t\r\n]+$/.test(token)) {
      const column = offset - lineStart;
      while (indents.length > 0 && (indents.at(-1) as number) >= column) indents.pop();
      indents.push(column);
      isLineStart = token === '-' || token === '?' || token === ':';
    }
    if (brackets + indents.length > limit) return offset;
    offset += token.length;
    if (token.endsWith('\n')) {
      lineStart = offset;
      isLineStart = true;
    }
  }
  return undefined;
}

/** The lexer marks documents, scalars and broken flows with control characters that are no text. */
function isMarker(token: string): boolean {
  return token === '\u0002' || token === '\u0018' || token === '\u001f';
}
