import { describe, expect, it } from 'vitest';
import { cosine, readVector } from './cosine.ts';

describe('cosine', () => {
  it('is 1 for one direction, 0 for a right angle and for opposite ones', () => {
    expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 12);
    expect(cosine([1, 0], [0, 3])).toBe(0);
    expect(cosine([1, 1], [-1, -1])).toBe(0);
    expect(cosine([3, 4], [4, 3])).toBeCloseTo(0.96, 12);
  });

  it('is unknown for vectors that cannot be compared', () => {
    expect(cosine([1], [1, 2])).toBeUndefined();
    expect(cosine([0, 0], [1, 2])).toBeUndefined();
    expect(cosine([1e300, 1e300], [1e300, 1])).toBeUndefined();
  });
});

describe('readVector', () => {
  it('takes a list of numbers and nothing else', () => {
    expect(readVector('[0.5, -1]')).toEqual([0.5, -1]);
    for (const text of ['', '[]', '{}', '["1"]', '[null]', '[1e999]', 'Hello']) {
      expect(readVector(text)).toBeUndefined();
    }
  });
});
