import { groupThousands } from './format-number.ts';
import type { NanoUsd } from './nano-usd.ts';

const nanoPerDollar = 1_000_000_000;
const significantBelowOneDollar = 3;

/**
 * An amount for people: `$1.87`, `$1,204.50`, `$0.00045`, `$0`, `−$0.10`.
 * Two decimals from one dollar up; below that three significant digits and at least two decimals.
 * Rounds half away from zero; an amount that is not 0 never shows as 0.
 */
export function formatUsd(amount: NanoUsd): string {
  return formatExactUsd(roundUsd(amount));
}

/** What `formatUsd` shows of an amount, as an amount. */
export function roundUsd(amount: NanoUsd): NanoUsd {
  const size = Math.abs(amount);
  return Math.sign(amount) * roundTo(size, size >= nanoPerDollar ? 7 : smallStep(size));
}

/** As `formatUsd`, to the last nano-dollar: `$0.003954751`, `$1.50`. */
export function formatExactUsd(amount: NanoUsd): string {
  if (amount === 0) return '$0';
  return `${amount < 0 ? '−' : ''}$${dollars(Math.abs(amount))}`;
}

/** A change of money with its sign: `+$0.10`, `−$0.10`, `$0`. */
export function formatUsdDelta(change: NanoUsd): string {
  return change > 0 ? `+${formatUsd(change)}` : formatUsd(change);
}

/**
 * An amount to two significant digits for sentences with "about": `$50`, `$1,200`, `$0.43`, `−$7.50`.
 * Amounts from ten dollars up show no cents.
 */
export function formatRoughUsd(amount: NanoUsd): string {
  const size = Math.abs(amount);
  const zeros = Math.max(0, digitCount(size) - 2);
  const rounded = roundTo(size, zeros);
  if (rounded < 10 * nanoPerDollar) return formatUsd(Math.sign(amount) * rounded);
  return `${amount < 0 ? '−' : ''}$${groupThousands(String(Math.round(rounded / nanoPerDollar)))}`;
}

/** How many trailing nano digits are dropped so that three significant ones (and all cents) stay. */
function smallStep(size: number): number {
  return Math.max(0, Math.min(7, digitCount(size) - significantBelowOneDollar));
}

function roundTo(size: number, zeros: number): number {
  const step = 10 ** zeros;
  const rest = size % step;
  return rest * 2 >= step ? size - rest + step : size - rest;
}

function dollars(size: number): string {
  const whole = Math.floor(size / nanoPerDollar);
  const fraction = String(size % nanoPerDollar).padStart(9, '0');
  const cents = fraction.slice(0, 2);
  return `${groupThousands(String(whole))}.${cents}${fraction.slice(2).replace(/0+$/, '')}`;
}

function digitCount(size: number): number {
  return String(size).length;
}
