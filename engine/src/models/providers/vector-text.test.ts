import { describe, expect, it } from 'vitest';
import { vectorText } from './vector-text.ts';

describe('a vector as text', () => {
  it('is its JSON', () => {
    expect(vectorText([0.25, -0.5, 1e-7])).toBe('[0.25,-0.5,1e-7]');
  });

  it.each([
    ['nothing', []],
    ['texts', ['0.5']],
    ['a number that overflowed', JSON.parse('[1e999]')],
    ['a gap', [0.5, null]],
    ['a map', { 0: 0.5, length: 1 }],
    ['more numbers than any model gives', Array(70_000).fill(0)],
  ])('is not made of %s', (_, value) => {
    expect(vectorText(value)).toBeUndefined();
  });
});
