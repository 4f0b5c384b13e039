import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLeastLoaded } from './least-loaded.ts';

it('chooses as a search through all places does, the first of equal ones', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 17 }),
      fc.array(fc.nat(9), { maxLength: 80 }),
      (places, amounts) => {
        const shelf = createLeastLoaded(places);
        const loads = new Array<number>(places).fill(0);
        for (const amount of amounts) {
          const least = loads.indexOf(Math.min(...loads));
          expect(shelf.load(amount)).toBe(least);
          loads[least] = (loads[least] ?? 0) + amount;
        }
      },
    ),
  );
});
