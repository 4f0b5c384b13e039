import { expect, it } from 'vitest';
import { isPlainObject, ownValue, recordOf } from './own-value.ts';

it('never sees what a prototype holds', () => {
  expect(ownValue({ order: '12' }, 'order')).toBe('12');
  expect(ownValue({}, 'constructor')).toBeUndefined();
  expect(ownValue({}, '__proto__')).toBeUndefined();
});

it('keeps hostile keys as plain data', () => {
  const record = recordOf([['__proto__', 'refund']]);
  expect(Object.keys(record)).toEqual(['__proto__']);
  expect(ownValue(record, '__proto__')).toBe('refund');
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
});

it('tells maps of data from everything else', () => {
  expect([{}, Object.create(null), JSON.parse('{"__proto__": 1}')].every(isPlainObject)).toBe(true);
  expect([[], null, 'text', new Map(), new Date(0)].some(isPlainObject)).toBe(false);
});
