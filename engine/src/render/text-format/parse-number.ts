import { trimEnd, trimStart } from '../../templates/whitespace.ts';
import { canonicalInteger } from '../values/number.ts';

const maxDigits = 4300;
const prefixes: ReadonlyMap<number, string> = new Map([
  [2, '0b'],
  [8, '0o'],
  [16, '0x'],
]);

/** Python's `int(text, base)`; `undefined` where it raises ValueError. Base 0 reads the prefix. */
export function parseIntegerText(text: string, base: number): number | bigint | undefined {
  if (base !== 0 && (base < 2 || base > 36)) return undefined;
  const stripped = trimStart(trimEnd(text)).toLowerCase();
  const match = /^([-+]?)([0-9a-z]+(?:_[0-9a-z]+)*|0[box]_?[0-9a-z]+(?:_[0-9a-z]+)*)$/.exec(
    stripped,
  );
  if (match === null) return undefined;
  let digits = (match[2] ?? '').replaceAll('_', '');
  let radix = base;
  for (const [number, prefix] of prefixes) {
    if ((base === number || base === 0) && digits.startsWith(prefix) && digits.length > 2) {
      digits = digits.slice(2);
      radix = number;
    }
  }
  if (radix === 0) {
    if (/^0+[1-9]/.test(digits)) return undefined;
    radix = 10;
  }
  if (digits.length > maxDigits) return undefined;
  let value = 0n;
  if (radix === 10) {
    if (!/^\d+$/.test(digits)) return undefined;
    value = BigInt(digits);
  } else {
    for (const char of digits) {
      const digit = Number.parseInt(char, 36);
      if (!(digit < radix)) return undefined;
      value = value * BigInt(radix) + BigInt(digit);
    }
  }
  return canonicalInteger(match[1] === '-' ? -value : value);
}

/** Python's `float(text)`; `undefined` where it raises ValueError. */
export function parseFloatText(text: string): number | undefined {
  const stripped = trimStart(trimEnd(text)).toLowerCase();
  const special = /^([-+]?)(inf|infinity|nan)$/.exec(stripped);
  if (special !== null) {
    if (special[2] === 'nan') return Number.NaN;
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const digits = '\\d+(?:_\\d+)*';
  const pattern = new RegExp(
    `^[-+]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[-+]?${digits})?$`,
  );
  return pattern.test(stripped) ? Number(stripped.replaceAll('_', '')) : undefined;
}
