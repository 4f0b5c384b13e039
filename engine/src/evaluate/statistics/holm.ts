import { orderOfPValues } from './order-of-p-values.ts';

/**
 * p-values adjusted by Holm's step-down method, in the order given; reject where they are below α.
 * Keeps the chance of any false rejection among all of them below α.
 * @throws RangeError for a value outside 0..1 or NaN
 * @source Holm, Scandinavian Journal of Statistics 6 (1979) 65–70; as R's p.adjust(method = "holm")
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  orderOfPValues(pValues).forEach((index, rank) => {
    const scaled = (pValues[index] ?? Number.NaN) * (pValues.length - rank);
    largest = Math.max(largest, Math.min(1, scaled));
    adjusted[index] = largest;
  });
  return adjusted;
}
