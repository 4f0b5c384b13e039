/** A decimal number scaled to a whole one, and the digits that did not fit. */
export interface ScaledDecimal {
  /** The number × 10^decimals, cut off towards zero. */
  readonly scaled: bigint;
  /** Digits behind the last kept decimal, without trailing zeros; empty when nothing was cut off. */
  readonly rest: string;
}

const plainDecimal = /^(\d{1,40})?(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads non-negative decimal text (`12`, `0.25`, `.5`, `1e-7`) exactly, without floating point.
 * `undefined` when the text is no such number.
 */
export function decimalDigits(text: string, decimals: number): ScaledDecimal | undefined {
  const match = plainDecimal.exec(text);
  if (match === null) return undefined;
  const whole = match[1] ?? '';
  const fraction = match[2] ?? '';
  if (whole === '' && fraction === '') return undefined;
  const digits = whole + fraction;
  const pointAt = whole.length + Number(match[3] ?? 0) + decimals;
  const kept = pointAt <= 0 ? '' : digits.slice(0, pointAt).padEnd(pointAt, '0');
  const cut = pointAt <= 0 ? digits : digits.slice(pointAt);
  return { scaled: BigInt(kept === '' ? '0' : kept), rest: withoutTrailingZeros(cut) };
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
