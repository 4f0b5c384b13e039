import { describe, expect, it } from 'vitest';
import { schemaValidator, validateValue } from './validate-value.ts';

const json = (text: string): unknown => JSON.parse(text);

/** Schema, values that fit, values that do not: the rules of each keyword of 2020-12. */
const rules: [string, unknown, unknown[], unknown[]][] = [
  ['true', true, [1, null, {}], []],
  ['false', false, [], [1, null, {}]],
  ['type', { type: 'string' }, ['', 'a'], [1, null, []]],
  ['type integer', { type: 'integer' }, [1, 1.0, -0], [1.5, '1', true]],
  ['type list', { type: ['object', 'null'] }, [{}, null], [[], 'a']],
  [
    'enum',
    { enum: ['refund', { a: [1, 2] }] },
    ['refund', { a: [1, 2] }],
    ['Refund', { a: [2, 1] }],
  ],
  ['const', { const: { a: 1, b: null } }, [{ b: null, a: 1 }], [{ a: 1 }, null]],
  ['const is deep', { const: [false] }, [[false]], [[0], false]],
  ['minimum', { minimum: 0.5 }, [0.5, 'text'], [0.4]],
  ['exclusiveMaximum', { exclusiveMaximum: 1 }, [0.99], [1, 2]],
  ['multipleOf', { multipleOf: 0.1 }, [0.3, 0, -1.7, 'a'], [0.35, 1e-9]],
  ['multipleOf, far apart', { multipleOf: 0.123456789 }, [], [1e308]],
  ['length in characters', { minLength: 2, maxLength: 2 }, ['😀😀', 'ab'], ['😀', 'abc']],
  ['pattern searches', { pattern: 'b+' }, ['abc', 1], ['ac']],
  [
    'prefixItems',
    { prefixItems: [{ type: 'string' }, { type: 'number' }] },
    [['a', 1], ['a'], []],
    [[1]],
  ],
  ['items after prefix', { prefixItems: [true], items: false }, [[1], []], [[1, 2]]],
  ['contains', { contains: { minimum: 5 } }, [[1, 5], 'a'], [[], [1]]],
  ['minContains 0', { contains: { minimum: 5 }, minContains: 0 }, [[], [1]], []],
  [
    'contains counts',
    { contains: { const: 1 }, minContains: 2, maxContains: 3 },
    [
      [1, 1],
      [1, 1, 1, 2],
    ],
    [[1], [1, 1, 1, 1]],
  ],
  ['minItems', { minItems: 1, maxItems: 2 }, [[1], [1, 2]], [[], [1, 2, 3]]],
  [
    'uniqueItems',
    { uniqueItems: true },
    [
      [1, '1', true],
      [{ a: 1 }, { a: 2 }],
    ],
    [
      [1, 1.0],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
  ],
  [
    'properties',
    { properties: { id: { type: 'string' } } },
    [{}, { id: 'a' }, { other: 1 }],
    [{ id: 1 }],
  ],
  [
    'patternProperties',
    { patternProperties: { '^n_': { type: 'number' } } },
    [{ n_a: 1, a: 'x' }],
    [{ n_a: 'x' }],
  ],
  [
    'additionalProperties',
    { properties: { a: true }, patternProperties: { '^x': true }, additionalProperties: false },
    [{ a: 1, x1: 2 }],
    [{ b: 1 }],
  ],
  ['propertyNames', { propertyNames: { maxLength: 2 } }, [{ ab: 1 }], [{ abc: 1 }]],
  ['required', { required: ['reply'] }, [{ reply: null }, []], [{}]],
  ['minProperties', { minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
  [
    'dependentRequired',
    { dependentRequired: { card: ['address'] } },
    [{}, { card: 1, address: 2 }],
    [{ card: 1 }],
  ],
  [
    'dependentSchemas',
    { dependentSchemas: { card: { required: ['address'] } } },
    [{}, { card: 1, address: 2 }],
    [{ card: 1 }],
  ],
  ['allOf', { allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1, 2], [0, 3]],
  ['anyOf', { anyOf: [{ type: 'string' }, { minimum: 2 }] }, ['a', 2], [1]],
  ['oneOf', { oneOf: [{ minimum: 2 }, { maximum: 3 }] }, [1, 4], [2]],
  ['not', { not: { type: 'string' } }, [1], ['a']],
  [
    'if then else',
    json('{"if": {"minimum": 10}, "then": {"multipleOf": 10}, "else": {"maximum": 5}}'),
    [20, 5],
    [15, 7],
  ],
  ['then alone is ignored', json('{"then": false}'), [1], []],
  [
    '$ref beside others',
    { $defs: { id: { type: 'string' } }, $ref: '#/$defs/id', maxLength: 2 },
    ['ab'],
    [1, 'abc'],
  ],
  ['$ref to anchor', { $defs: { id: { $anchor: 'id', type: 'string' } }, $ref: '#id' }, ['a'], [1]],
  [
    '$ref with escapes',
    { $defs: { 'a/b~c': { type: 'string' } }, $ref: '#/$defs/a~1b~0c' },
    ['a'],
    [1],
  ],
  [
    '$ref, percent-encoded',
    { $defs: { 'a b': { type: 'string' } }, $ref: '#/$defs/a%20b' },
    ['a'],
    [1],
  ],
  [
    '$dynamicRef',
    { $dynamicAnchor: 'node', properties: { next: { $dynamicRef: '#node' } }, required: ['v'] },
    [{ v: 1, next: { v: 2 } }],
    [{ v: 1, next: {} }],
  ],
  [
    'recursion',
    { type: 'object', properties: { next: { $ref: '#' } } },
    [{ next: { next: {} } }],
    [{ next: { next: 1 } }],
  ],
  [
    'unevaluatedProperties, allOf',
    { allOf: [{ properties: { a: true } }], properties: { b: true }, unevaluatedProperties: false },
    [{ a: 1, b: 1 }],
    [{ c: 1 }],
  ],
  [
    'unevaluatedProperties, failed branch',
    {
      anyOf: [
        { properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: true }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    },
    [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }],
    [{ a: 2, b: 1 }],
  ],
  [
    'unevaluatedProperties, if',
    json(
      '{"if": {"properties": {"k": {"const": "x"}}, "required": ["k"]}, "then": {"properties": {"x": true}}, "unevaluatedProperties": false}',
    ),
    [{ k: 'x', x: 1 }, {}],
    [{ x: 1 }],
  ],
  [
    'unevaluatedProperties ignores cousins',
    { allOf: [{ properties: { a: true } }, { unevaluatedProperties: false }] },
    [{}],
    [{ a: 1 }],
  ],
  [
    'unevaluatedProperties, $ref',
    { $defs: { a: { properties: { a: true } } }, $ref: '#/$defs/a', unevaluatedProperties: false },
    [{ a: 1 }],
    [{ b: 1 }],
  ],
  [
    'not drops what it judged',
    { not: { not: { properties: { a: true } } }, unevaluatedProperties: false },
    [{}],
    [{ a: 1 }],
  ],
  [
    'unevaluatedItems',
    { prefixItems: [true], unevaluatedItems: { type: 'string' } },
    [[1], [1, 'a']],
    [[1, 2]],
  ],
  [
    'unevaluatedItems, contains',
    { contains: { type: 'string' }, unevaluatedItems: false },
    [['a', 'b']],
    [['a', 1]],
  ],
  ['format date', { format: 'date' }, ['2024-02-29', 7], ['2023-02-29', '24-01-01']],
  [
    'format date-time',
    { format: 'date-time' },
    ['2026-11-21T13:00:00Z', '1998-12-31T23:59:60z', '1998-12-31T15:59:60.1-08:00'],
    ['2026-11-21', '2026-11-21T25:00:00Z', '2026-11-21T10:00:60Z', '2026-11-21T10:00:00'],
  ],
  [
    'format email',
    { format: 'email' },
    ['jo@example.com'],
    ['jo', '@example.com', 'jo@', 'a..b@example.com', 'jo@-x.com'],
  ],
  [
    'format uuid',
    { format: 'uuid' },
    ['2EB8AA08-AA98-11EA-B4AA-73B441D16380'],
    ['2eb8aa08aa9811eab4aa73b441d16380'],
  ],
  [
    'format uri',
    { format: 'uri' },
    ['https://example.com/a?b#c', 'mailto:jo@example.com'],
    ['/path', 'no scheme', 'http://a b', 'a:%zz'],
  ],
  ['format ipv4', { format: 'ipv4' }, ['127.0.0.1'], ['127.0.0', '256.1.1.1', '01.1.1.1']],
  ['format as a note', { format: 'hostname' }, ['not a host name!'], []],
];

describe('validateValue', () => {
  it.each(rules)('judges by %s', (_, schema, fitting, others) => {
    for (const value of fitting)
      expect(validateValue(schema, value), JSON.stringify(value)).toEqual([]);
    for (const value of others)
      expect(validateValue(schema, value), JSON.stringify(value)).not.toEqual([]);
  });

  it('says where, what was expected and what came', () => {
    const schema = {
      properties: { items: { items: { properties: { price: { type: 'number' } } } } },
    };
    expect(validateValue(schema, { items: [{ price: 1 }, { price: 'free' }] })).toEqual([
      {
        pointer: '/items/1/price',
        keyword: 'type',
        expected: 'number',
        got: '"free"',
        message: 'expected number, got "free"',
      },
    ]);
  });

  it('names the alternative that nearly fits', () => {
    const queue = (name: string) => ({ properties: { queue: { const: name } } });
    const [fault] = validateValue(
      { oneOf: [{ type: 'string' }, queue('billing')] },
      { queue: 'sales' },
    );
    expect(fault?.message).toContain('/queue: expected "billing", got "sales"');
  });

  it('collects at most 100 faults', () => {
    expect(validateValue({ items: false }, new Array(200_000).fill(1))).toHaveLength(100);
  });

  it('judges hostile keys as plain data', () => {
    const schema = json(
      '{"properties": {"__proto__": {"type": "string"}}, "required": ["__proto__"]}',
    );
    expect(validateValue(schema, json('{"__proto__": "refund"}'))).toEqual([]);
    expect(validateValue(schema, json('{"__proto__": 1}'))[0]?.pointer).toBe('/__proto__');
    expect(validateValue(schema, {})[0]?.keyword).toBe('required');
    expect(validateValue({ required: ['constructor'] }, {})[0]?.keyword).toBe('required');
    expect(validateValue({ properties: { toString: false } }, {})).toEqual([]);
  });

  it('ends on schemas that explode, with a fault', () => {
    const levels = Array.from({ length: 30 }, (_, level) => [
      `l${level}`,
      { anyOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] },
    ]);
    const schema = { $defs: { ...Object.fromEntries(levels), l30: false }, $ref: '#/$defs/l0' };
    expect(validateValue(schema, 1).map(({ keyword }) => keyword)).toEqual(['limit']);
  }, 60_000);

  it('ends on values that are too deep or too large, with a fault', () => {
    const deep = json(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(validateValue({ items: { $ref: '#' } }, deep)[0]?.keyword).toBe('limit');
    expect(validateValue({ uniqueItems: true }, deep)[0]?.keyword).toBe('limit');
    expect(validateValue(true, new Array(500_001).fill(0))[0]?.keyword).toBe('limit');
  });

  it('judges a value of a hundred levels through references', () => {
    const deep = json(`${'[{"a":'.repeat(49)}1${'}]'.repeat(49)}`);
    const schema = { anyOf: [{ type: 'number' }, { items: { properties: { a: { $ref: '#' } } } }] };
    expect(validateValue(schema, deep)).toEqual([]);
  });

  it('does not hang on patterns that make others hang', () => {
    expect(validateValue({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)[0]?.keyword).toBe(
      'pattern',
    );
  });
});

describe('schemaValidator', () => {
  it('gives every value the full budget', () => {
    // Comparing 12 million characters takes more than half of the steps, and little time.
    const validate = schemaValidator({ not: { const: 'Refund' } });
    const value = 'a'.repeat(12_000_000);
    for (let run = 0; run < 3; run += 1) expect(validate(value)).toEqual([]);
    expect(validate(value + value).map(({ keyword }) => keyword)).toEqual(['limit']);
    expect(validate(value)).toEqual([]);
  });

  it('refuses a schema that was not checked', () => {
    expect(() => schemaValidator({ type: 'strnig' })).toThrow(TypeError);
  });
});
