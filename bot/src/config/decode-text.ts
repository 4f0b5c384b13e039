/** A text with its `%20` made characters; `undefined` when they are not what UTF-8 has. */
export function decodeText(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
