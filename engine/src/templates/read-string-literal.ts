import { TemplateFault } from './template-fault.ts';

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * The value of a string literal's inner text, with Python's escapes decoded.
 * @param offset where the literal starts, for the fault
 * @throws TemplateFault `syntax` for a malformed escape
 */
export function readStringLiteral(inner: string, offset: number): string {
  if (!inner.includes('\\')) return inner;
  let result = '';
  let position = 0;
  while (position < inner.length) {
    const backslash = inner.indexOf('\\', position);
    if (backslash === -1) return result + inner.slice(position);
    result += inner.slice(position, backslash);
    const letter = inner[backslash + 1] ?? '';
    const simple = simpleEscapes.get(letter);
    const hexLength = hexLengths.get(letter);
    if (simple !== undefined) {
      result += simple;
      position = backslash + 2;
    } else if (hexLength !== undefined) {
      result += readHex(letter, inner.slice(backslash + 2, backslash + 2 + hexLength), offset);
      position = backslash + 2 + hexLength;
    } else if (letter >= '0' && letter <= '7') {
      const digits = /^[0-7]{1,3}/.exec(inner.slice(backslash + 1, backslash + 4))?.[0] ?? '0';
      result += String.fromCharCode(Number.parseInt(digits, 8));
      position = backslash + 1 + digits.length;
    } else if (letter === 'N') {
      throw new TemplateFault('syntax', 'character names (\\N{…}) are not supported', {
        offset,
        hint: 'write the character itself, or \\u and its code',
      });
    } else {
      result += `\\${letter}`;
      position = backslash + 2;
    }
  }
  return result;
}

function readHex(letter: string, digits: string, offset: number): string {
  const length = hexLengths.get(letter) ?? 0;
  const code = /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  if (digits.length !== length || Number.isNaN(code) || code > 0x10ffff)
    throw new TemplateFault('syntax', `truncated \\${letter}${'X'.repeat(length)} escape`, {
      offset,
    });
  return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
}
