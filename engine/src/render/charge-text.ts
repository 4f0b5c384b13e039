import type { Meter } from './budget.ts';
import { asText, isFlat } from './values/text.ts';
import type { Value } from './values/value.ts';

/**
 * Charges one step per thousand units of a long text, for work that walks over it; five times as
 * much where characters of two units make the walk slower.
 */
export function chargeText(meter: Meter, value: Value): void {
  const text = typeof value === 'string' ? value : asText(value);
  if (text !== undefined && text.length > 1_000)
    meter.step(Math.floor(text.length / (isFlat(text) ? 1_000 : 200)));
}
