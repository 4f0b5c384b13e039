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
  // As Python does it: equal items keep their order, and errors name the same pair.
  if (isReversed) order.reverse();
  order.sort((a, b) => {
    meter.step();
    return compareValues(keys[a] as Value, keys[b] as Value, meter) || 0;
  });
  if (isReversed) order.reverse();
  return order.map((index) => items[index] as Item);
}
