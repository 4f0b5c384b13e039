import type { Meter } from './budget.ts';
import { compareValues } from './values/compare.ts';
import type { Value } from './values/value.ts';

/** The items in a new array, sorted by their keys, stable also when reversed. */
export function sortValues<Item>(
  meter: Meter,
  items: readonly Item[],
  keys: readonly Value[],
  isReversed: boolean,
): Item[] {
  meter.allocate(items.length * 2);
  const order = items.map((_, index) => index);
  order.sort((a, b) => {
    meter.step();
    const result = compareValues(keys[a] as Value, keys[b] as Value, meter);
    return isReversed ? -result || 0 : result || 0;
  });
  return order.map((index) => items[index] as Item);
}
