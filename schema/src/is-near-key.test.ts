import { expect, it } from 'vitest';
import { isNearKey } from './is-near-key.ts';

it.each([
  ['containz', 'contains'],
  ['contnet', 'content'],
  ['startsWith', 'starts_with'],
  ['rol', 'role'],
  ['input', 'inputs'],
])('%s is near to %s', (written, wanted) => {
  expect(isNearKey(written, wanted)).toBe(true);
});

it.each([
  ['colour', 'contains'],
  ['of', 'equals'],
  ['x'.repeat(100_000), 'contains'],
  ['', 'file'],
])('%.20s is not near to %s', (written, wanted) => {
  expect(isNearKey(written, wanted)).toBe(false);
});
