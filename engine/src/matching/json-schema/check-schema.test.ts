import { describe, expect, it } from 'vitest';
import { checkSchema } from './check-schema.ts';

const nested = (levels: number): unknown => (levels === 0 ? {} : { items: nested(levels - 1) });

describe('checkSchema', () => {
  it('accepts a schema with every keyword of 2020-12', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://example.com/answer',
      $defs: { queue: { $anchor: 'queue', enum: ['billing', 'logistics'] } },
      title: 'Answer',
      type: ['object', 'null'],
      properties: {
        queue: { $ref: '#queue' },
        copy: { $ref: 'https://example.com/answer#/$defs/queue' },
      },
      patternProperties: { '^x_': true },
      required: ['queue'],
      dependentRequired: { queue: ['copy'] },
      dependentSchemas: { copy: { minProperties: 2 } },
      if: { required: ['copy'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { maxProperties: 5 },
      unevaluatedProperties: false,
      'x-owner': 'support',
    };
    expect(checkSchema(schema)).toEqual([]);
  });

  it.each([
    [{ requried: ['reply'] }, '/requried', 'no keyword `requried`', 'Did you mean `required`?'],
    [
      { properties: { id: { type: 'strnig' } } },
      '/properties/id/type',
      'expected one of',
      '`string`',
    ],
    [{ properties: { id: 'string' } }, '/properties/id', 'expected a schema', '{type: string}'],
    [{ type: ['string', null] }, '/type', 'got null', 'Quote it'],
    [{ nullable: true }, '/nullable', 'no keyword', '"null"'],
    [{ $ref: 'https://example.com/other.json' }, '/$ref', 'leads out', '$defs'],
    [{ $ref: 'other.json#/a' }, '/$ref', 'leads out', '$defs'],
    [
      { $defs: { reply: {} }, $ref: '#/$defs/repy' },
      '/$ref',
      'leads to no schema',
      '#/$defs/reply',
    ],
    [{ pattern: '(a)\\1' }, '/pattern', 'RE2', 'backreferences'],
    [{ patternProperties: { '(?=a)': {} } }, '/patternProperties/(?=a)', 'RE2', 'look-ahead'],
    [{ format: 'date_time' }, '/format', 'unknown format', 'date-time'],
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, '/$schema', '2020-12', '2020-12'],
    [{ items: { $id: 'inner' } }, '/items/$id', 'only the whole schema', '$anchor'],
  ])('reports %j', (schema, pointer, message, hint) => {
    const [fault, ...others] = checkSchema(schema);
    expect(others).toEqual([]);
    expect(fault?.pointer).toBe(pointer);
    expect(fault?.message).toContain(message);
    expect(fault?.hint).toContain(hint);
  });

  it.each([
    { enum: [] },
    { minLength: -1 },
    { minItems: 1.5 },
    { multipleOf: 0 },
    { maximum: '3' },
    { required: 'reply' },
    { required: ['reply', 'reply'] },
    { allOf: [] },
    { anyOf: { type: 'string' } },
    { items: [{ type: 'string' }] },
    { properties: ['reply'] },
    { uniqueItems: 'yes' },
    { not: 3 },
    'string',
    null,
  ])('refuses %j', (schema) => {
    expect(checkSchema(schema).length).toBeGreaterThan(0);
  });

  it('collects all faults, at most 100', () => {
    expect(checkSchema({ typ: 'string', maximum: 'x' })).toHaveLength(2);
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`wrong${index}`, 1]),
    );
    expect(checkSchema(many)).toHaveLength(100);
  });

  it('refuses schemas that refer to themselves without going deeper', () => {
    const circle = { $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } } };
    expect(checkSchema(circle)[0]?.message).toContain('refers to itself');
    expect(checkSchema({ $ref: '#' })[0]?.message).toContain('refers to itself');
    expect(checkSchema({ properties: { child: { $ref: '#' } } })).toEqual([]);
  });

  it('follows a chain of thousands of references', () => {
    const entries = Array.from({ length: 9_000 }, (_, n) => [
      `n${n}`,
      { $ref: `#/$defs/n${n + 1}` },
    ]);
    const $defs = { ...Object.fromEntries(entries), n9000: { type: 'string' } };
    expect(checkSchema({ $defs })).toEqual([]);
  });

  it('refuses schemas that are too deep or too many', () => {
    expect(checkSchema(nested(60))).toEqual([]);
    expect(checkSchema(nested(70))[0]?.message).toContain('64 levels');
    const allOf = Array.from({ length: 10_001 }, () => true);
    expect(checkSchema({ allOf })[0]?.message).toContain('at most 10000 schemas');
  });

  it('takes hostile keys as plain property names', () => {
    const schema: unknown = JSON.parse('{"properties": {"__proto__": {"type": "strin"}}}');
    expect(checkSchema(schema)[0]?.pointer).toBe('/properties/__proto__/type');
    expect(checkSchema(JSON.parse('{"__proto__": {}}'))[0]?.message).toContain('no keyword');
    expect(checkSchema(JSON.parse('{"constructor": {}}'))[0]?.message).toContain('no keyword');
  });
});
