import { expect, it } from 'vitest';
import { seededRandom, xoshiro128StarStar } from './seeded-random.ts';

it('is xoshiro128**: the numbers of the reference implementation for the state 1, 2, 3, 4', () => {
  const next = xoshiro128StarStar([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ]);
});

it('repeats itself for a seed and differs between seeds', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed)).join();
  expect(draw(7)).toBe(draw(7));
  expect(new Set([0, 1, 2, -1, 7].map(draw)).size).toBe(5);
});

it('spreads evenly', () => {
  const next = seededRandom(1);
  const buckets = new Array<number>(8).fill(0);
  for (let draw = 0; draw < 80_000; draw += 1) {
    const bucket = Math.floor((next() / 2 ** 32) * 8);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  expect(Math.min(...buckets)).toBeGreaterThan(9_600);
  expect(Math.max(...buckets)).toBeLessThan(10_400);
});
