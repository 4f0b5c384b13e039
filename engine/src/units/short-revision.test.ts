import { expect, it } from 'vitest';
import { shortRevision } from './short-revision.ts';

it('shortens a commit id and leaves a name alone', () => {
  expect(shortRevision('4be07d3'.padEnd(40, '0'))).toBe('4be07d3');
  expect(shortRevision('feature/refunds')).toBe('feature/refunds');
  expect(shortRevision('working tree')).toBe('working tree');
});
