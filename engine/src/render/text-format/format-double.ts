/**
 * A double that is not negative in C's `e`, `f` or `g` style (capital letters give capitals).
 * @param precision digits after the point, or significant digits for `g`
 */
export function formatDouble(
  value: number,
  style: string,
  precision: number,
  isAlternate = false,
): string {
  const lower = style.toLowerCase();
  const text = Number.isFinite(value)
    ? formatFinite(value, lower, precision, isAlternate)
    : Number.isNaN(value)
      ? 'nan'
      : 'inf';
  return style === lower ? text : text.toUpperCase();
}

function formatFinite(
  value: number,
  style: string,
  precision: number,
  isAlternate: boolean,
): string {
  if (style === 'f') return withPoint(fixed(value, precision), isAlternate);
  if (style === 'e') return withPoint(exponential(value, precision), isAlternate);
  const digits = precision === 0 ? 1 : precision;
  const [mantissa = '0', exponentText = '0'] = exponential(value, digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= digits) {
    const short = isAlternate ? withPoint(mantissa, true) : dropZeros(mantissa);
    return `${short}e${exponentText}`;
  }
  const text = fixed(value, Math.max(0, digits - 1 - exponent));
  return isAlternate ? withPoint(text, true) : dropZeros(text);
}

/** A decimal point also where no digit follows it. */
function withPoint(text: string, isAlternate: boolean): string {
  return isAlternate && !text.includes('.') ? text.replace(/(?=e|$)/, '.') : text;
}

function dropZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Exact decimal expansion, rounded half to even as Python does. */
function fixed(value: number, precision: number): string {
  const { digits, scale } = expand(value);
  const shifted = rescale(digits, scale, precision);
  const text = shifted.toString().padStart(precision + 1, '0');
  if (precision === 0) return text;
  return `${text.slice(0, -precision)}.${text.slice(-precision)}`;
}

function exponential(value: number, precision: number): string {
  if (value === 0) return `${fixed(0, precision)}e+00`;
  const { digits, scale } = expand(value);
  let exponent = digits.toString().length - 1 - scale;
  let shifted = rescale(digits, scale, precision - exponent);
  if (shifted.toString().length > precision + 1) {
    exponent += 1;
    shifted = rescale(digits, scale, precision - exponent);
  }
  const text = shifted.toString();
  const mantissa = precision === 0 ? text : `${text[0]}.${text.slice(1)}`;
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The double as an exact `digits / 10^scale`. */
function expand(value: number): { digits: bigint; scale: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponentBits = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponentBits === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  if (exponent >= 0) return { digits: mantissa << BigInt(exponent), scale: 0 };
  return { digits: mantissa * 5n ** BigInt(-exponent), scale: -exponent };
}

function rescale(digits: bigint, scale: number, wanted: number): bigint {
  if (wanted >= scale) return digits * 10n ** BigInt(wanted - scale);
  const divisor = 10n ** BigInt(scale - wanted);
  const quotient = digits / divisor;
  const rest = (digits % divisor) * 2n;
  if (rest > divisor || (rest === divisor && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}
