import { isUtf8 } from 'node:buffer';
import type { Position } from '../../errors/problem.ts';

/** Text of a file, or the place of the first byte that is not UTF-8. */
export type DecodedText = { text: string } | { badByteAt: Position };

/** Decodes UTF-8 strictly; a byte order mark at the start is left out. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8').decode(bytes) };
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, firstBadByte(bytes)));
  const lastBreak = text.lastIndexOf('\n');
  return {
    badByteAt: { line: text.split('\n').length, column: text.length - lastBreak },
  };
}

/** Binary search: a prefix that ends inside a character is still good when read as a stream. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isGoodPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return startOfCharacter(bytes, good);
}

function isGoodPrefix(prefix: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Steps back over the bytes of a character that was begun and never finished. */
function startOfCharacter(bytes: Uint8Array, end: number): number {
  for (let index = end - 1; index >= 0 && end - index <= 4; index -= 1) {
    const byte = bytes[index] as number;
    if (byte >= 0xc0) return end - index < lengthOfCharacter(byte) ? index : end;
    if (byte < 0x80) return end;
  }
  return end;
}

function lengthOfCharacter(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
}
