import { GalleyError } from '../errors/galley-error.ts';
import { decimalDigits } from './decimal-digits.ts';

/** Whole nano-dollars (10⁻⁹ US dollars); always a safe integer, so at most about 9 million dollars. */
export type NanoUsd = number;

/** Whole nano-dollars per 1,000,000 tokens; numerically the US dollars per million × 10⁹. */
export type Rate = number;

const nanoDecimals = 9;
const binaryNoiseDigits = 15;

/**
 * An amount of money as exact nano-dollars, read from its decimal text and never by float arithmetic.
 * Takes `1.87`, `"1.87"`, `"0.000001"` and `1e-7`; no sign, currency or separators.
 * @throws GalleyError `usage` for anything else, for more than 9 decimals, or beyond about 9 million
 */
export function parseUsd(amount: string | number): NanoUsd {
  const read = decimalDigits(String(amount), nanoDecimals);
  if (read === undefined) throw notAnAmount(amount, 'a decimal number of US dollars such as 1.87');
  if (read.rest !== '') throw notAnAmount(amount, 'at most 9 decimals');
  return safeAmount(read.scaled, amount);
}

/**
 * A price per million tokens as nano-dollars per million tokens, read from its decimal text.
 * Decimals beyond the ninth round up, so a price is never understated; the binary noise of a
 * JS number (0.18000000000000002) is dropped first.
 * @throws GalleyError `usage` when the text is no decimal number from 0 to about 9 million
 */
export function rateFromUsdPerMillion(price: string | number): Rate {
  const text =
    typeof price === 'number' && Number.isFinite(price)
      ? price.toPrecision(binaryNoiseDigits)
      : String(price);
  const read = decimalDigits(text, nanoDecimals);
  if (read === undefined) throw notAnAmount(price, 'US dollars per million tokens such as 2.5');
  return safeAmount(/[1-9]/.test(read.rest) ? read.scaled + 1n : read.scaled, price);
}

/**
 * Price of tokens in whole nano-dollars, rounded up once over the sum: ceil(Σ tokens × rate ÷ 10⁶).
 * @param charges tokens (whole, ≥ 0) with the rate of each kind: input, cached input, output …
 * @throws RangeError for tokens or rates that are not whole numbers ≥ 0, or a sum beyond a safe integer
 */
export function costOf(charges: readonly { tokens: number; rate: Rate }[]): NanoUsd {
  let perMillion = 0n;
  for (const { tokens, rate } of charges) {
    if (!isWholeAmount(tokens))
      throw new RangeError(`tokens must be a whole number, got ${tokens}`);
    if (!isWholeAmount(rate)) throw new RangeError(`a rate must be a whole number, got ${rate}`);
    perMillion += BigInt(tokens) * BigInt(rate);
  }
  const cost = Number((perMillion + 999_999n) / 1_000_000n);
  if (!Number.isSafeInteger(cost)) throw new RangeError('the cost is beyond 9 million US dollars');
  return cost;
}

function isWholeAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function safeAmount(scaled: bigint, written: string | number): number {
  const amount = Number(scaled);
  if (Number.isSafeInteger(amount)) return amount;
  throw notAnAmount(written, 'at most 9,007,199 US dollars');
}

function notAnAmount(written: string | number, expected: string): GalleyError {
  const shown = String(written).slice(0, 40);
  return new GalleyError('usage', `expected ${expected}, got ${JSON.stringify(shown)}`, {
    data: { written: shown },
    hint: 'Write the amount as plain digits with a point, for example 0.25.',
  });
}
