import { expect, test } from 'vitest';
import { nearestDocument } from './nearest-document.ts';

test.each([
  ['support/refnd', 'support/refund'],
  ['prompts/support/refund.yaml', 'support/refund'],
  ['./prompts/support/refund.yml', 'support/refund'],
  ['prompts\\support\\refund.yaml', 'support/refund'],
  ['billing', undefined],
])('%s was meant as %s', (written, meant) => {
  expect(nearestDocument(written, ['support/refund', 'triage'])).toBe(meant);
});
