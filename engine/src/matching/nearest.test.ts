import { expect, it } from 'vitest';
import { editDistance, nearestName } from './nearest.ts';

it.each([
  ['order_idd', ['brand', 'order_id', 'order'], 'order_id'],
  ['tempersture', ['temperature', 'top_p'], 'temperature'],
  ['Brand', ['brand', 'grand'], 'brand'],
  ['mesage', ['messages', 'message'], 'message'],
  ['chekcs', ['checks', 'cases'], 'checks'],
])('takes %s for a misspelling', (name, candidates, nearest) => {
  expect(nearestName(name, candidates)).toBe(nearest);
});

it('suggests nothing that is far off, and never the name itself', () => {
  expect(nearestName('customer', ['brand', 'order_id'])).toBeUndefined();
  expect(nearestName('id', ['to', 'of'])).toBeUndefined();
  expect(nearestName('brand', ['brand'])).toBeUndefined();
});

it('gives up on long names and after 5,000 candidates', () => {
  expect(nearestName('a'.repeat(101), ['a'.repeat(100)])).toBeUndefined();
  const crowd = Array.from({ length: 5_000 }, (_, index) => `candidate-${index}`);
  expect(nearestName('refund', [...crowd, 'refunds'])).toBeUndefined();
  expect(nearestName('refund', [...crowd.slice(1), 'refunds'])).toBe('refunds');
});

it.each([
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['form', 'from', 1],
  ['same', 'same', 0],
])('counts the edits from "%s" to "%s"', (from, to, edits) => {
  expect(editDistance(from, to)).toBe(edits);
});

it('stops counting at the limit', () => {
  expect(editDistance('kitten', 'sitting', 2)).toBe(Number.POSITIVE_INFINITY);
});
