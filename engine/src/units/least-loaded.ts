/** Loads of a number of places, of which the least loaded one takes the next. */
export interface LeastLoaded {
  /** Adds to the place with the least load, of equal ones the first; its index from 0. */
  load(amount: number): number;
}

/** So many places without load; adding takes logarithmic time. */
export function createLeastLoaded(places: number): LeastLoaded {
  const loads = new Float64Array(places);
  // A binary heap of places, the least loaded at the root.
  const heap = Uint32Array.from({ length: places }, (_, place) => place);
  const placeAt = (at: number): number => heap[at] as number;
  const isLess = (one: number, other: number): boolean => {
    const [a, b] = [placeAt(one), placeAt(other)];
    const difference = (loads[a] as number) - (loads[b] as number);
    return difference < 0 || (difference === 0 && a < b);
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= places) return;
      const least = left + 1 < places && isLess(left + 1, left) ? left + 1 : left;
      if (!isLess(least, at)) return;
      [heap[at], heap[least]] = [placeAt(least), placeAt(at)];
      at = least;
    }
  };
  return {
    load(amount) {
      const place = placeAt(0);
      loads[place] = (loads[place] as number) + amount;
      sink();
      return place;
    },
  };
}
