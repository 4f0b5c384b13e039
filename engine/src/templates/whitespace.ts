/** Body of a character class with what Python's `str.isspace` takes for white space. */
export const whitespaceClass =
  '\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const whitespace = new RegExp(`^[${whitespaceClass}]$`);

/** True when one UTF-16 unit is white space as Python sees it. */
export function isWhitespace(unit: string): boolean {
  return unit === ' ' || unit === '\n' || whitespace.test(unit);
}

/** The text without white space at its end, in linear time. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isWhitespace(text[end - 1] as string)) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** The text without white space at its start, in linear time. */
export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isWhitespace(text[start] as string)) start += 1;
  return start === 0 ? text : text.slice(start);
}
