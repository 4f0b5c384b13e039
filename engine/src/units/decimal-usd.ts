import type { NanoUsd } from './nano-usd.ts';

/** An amount for programs, exact, without a sign for dollars or separators: `0.00045`, `12`, `0`. */
export function decimalUsd(amount: NanoUsd): string {
  const size = Math.abs(amount);
  const whole = Math.floor(size / 1_000_000_000);
  const fraction = String(size % 1_000_000_000)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${amount < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
