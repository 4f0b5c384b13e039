import { expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

it('keeps ordinary JSON of a hundred levels', () => {
  expect(jsonFault({ decision: 'refund', lines: [{ amount: -0.5 }, null] })).toBeUndefined();
  expect(jsonFault(JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`))).toBeUndefined();
});

it('finds what is too deep to walk', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  expect(jsonFault(deep)).toBe('is nested deeper than 100 levels');
});

it('finds a number that JSON can hold and JavaScript cannot, anywhere', () => {
  const fault = 'holds a number that is too large';
  expect(jsonFault(JSON.parse('1e400'))).toBe(fault);
  expect(jsonFault(JSON.parse('{"lines": [{"amount": -1e999}]}'))).toBe(fault);
});
