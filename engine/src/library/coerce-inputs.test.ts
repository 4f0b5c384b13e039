import { describe, expect, test } from 'vitest';
import { coerceInputs } from './coerce-inputs.ts';
import type { Input, JsonValue } from './nodes.ts';

const input = (type: Input['type'], more: Partial<Input> = {}): Input => ({
  type,
  isRequired: !('default' in more),
  ...more,
});
const coerceOne = (declared: Input, given: JsonValue) =>
  coerceInputs(new Map([['value', declared]]), { value: given });

describe('coerceInputs', () => {
  test.each<[Input['type'], JsonValue, JsonValue]>([
    ['string', true, 'True'],
    ['string', 1.5, '1.5'],
    ['number', '42', 42],
    ['number', ' 1e3 ', 1000],
    ['boolean', 'Yes', true],
    ['boolean', '1', true],
    ['boolean', 'nope', false],
    ['boolean', 2, true],
    ['array<string>', 'one', ['one']],
    ['array<string>', ['one', 'two'], ['one', 'two']],
    ['object', { name: 'Ada' }, { name: 'Ada' }],
    ['array<object>', [{ price: 2 }], [{ price: 2 }]],
  ])('takes %s from %j as %j', (type, given, expected) => {
    expect(coerceOne(input(type), given)).toEqual({ values: { value: expected } });
  });

  test.each<[Input['type'], JsonValue]>([
    ['string', ['a']],
    ['number', true],
    ['number', '12 apples'],
    ['number', '0x10'],
    ['boolean', []],
    ['array<string>', [1]],
    ['object', ['a']],
    ['array<object>', { price: 2 }],
    ['string', null],
  ])('refuses %s from %j', (type, given) => {
    expect(coerceOne(input(type), given).faults?.[0]?.kind).toBe('wrong-type');
  });

  test('fills defaults, and null for what is optional', () => {
    const declared = new Map([
      ['brand', input('string', { default: 'Acme' })],
      ['tone', input('string', { isRequired: false })],
    ]);
    expect(coerceInputs(declared, {})).toEqual({ values: { brand: 'Acme', tone: null } });
  });

  test('collects every fault at once, with the nearest name', () => {
    const declared = new Map([
      ['message', input('string')],
      ['count', input('number', { min: 1, max: 3 })],
    ]);
    const { faults } = coerceInputs(declared, { mesage: 'Hi', count: 9 });
    expect(faults?.map(({ input: name, kind }) => `${name} ${kind}`)).toEqual([
      'mesage undeclared',
      'message missing',
      'count wrong-value',
    ]);
    expect(faults?.[0]?.hint).toContain('`message`');
  });

  test('holds enum, pattern and bounds', () => {
    expect(
      coerceOne(input('string', { enum: ['email', 'chat'] }), 'emial').faults?.[0]?.hint,
    ).toContain('email');
    expect(coerceOne(input('string', { pattern: '^A-[0-9]+$' }), 'B-1').faults).toHaveLength(1);
    expect(coerceOne(input('string', { pattern: '^A-[0-9]+$' }), 'A-17').values).toEqual({
      value: 'A-17',
    });
    expect(coerceOne(input('number', { min: 2 }), 1).faults?.[0]?.message).toContain('at least 2');
  });

  test('keeps a given __proto__ as data that nothing declares', () => {
    const given = JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, JsonValue>;
    expect(coerceInputs(new Map(), given).faults?.[0]?.input).toBe('__proto__');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
