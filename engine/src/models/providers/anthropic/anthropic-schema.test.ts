import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../library/nodes.ts';
import { anthropicSchema } from './anthropic-schema.ts';

it('closes objects and leaves out what the subset cannot say', () => {
  const schema: JsonValue = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    description: 'A decision',
    required: ['decision'],
    properties: {
      decision: { enum: ['refund', 'decline'] },
      reason: { type: 'string', minLength: 10, pattern: '^We' },
      bought: { type: 'string', format: 'date' },
      phone: { type: 'string', format: 'phone' },
      items: { type: 'array', minItems: 1, maxItems: 9, items: { type: ['string', 'null'] } },
      amount: { oneOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] },
      address: { $ref: '#/$defs/address' },
    },
    $defs: { address: { type: 'object', properties: { city: { type: 'string' } } } },
  };
  expect(anthropicSchema(schema)).toEqual({
    type: 'object',
    description: 'A decision',
    required: ['decision'],
    additionalProperties: false,
    properties: {
      decision: { enum: ['refund', 'decline'] },
      reason: { type: 'string' },
      bought: { type: 'string', format: 'date' },
      phone: { type: 'string' },
      items: { type: 'array', minItems: 1, items: { type: ['string', 'null'] } },
      amount: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      address: { $ref: '#/$defs/address' },
    },
    $defs: {
      address: {
        type: 'object',
        properties: { city: { type: 'string' } },
        additionalProperties: false,
      },
    },
  });
});

const deep = (levels: number): JsonValue =>
  levels === 0 ? { type: 'string' } : { type: 'array', items: deep(levels - 1) };

describe('says nothing for', () => {
  it.each<[string, JsonValue]>([
    ['a map with free keys', { type: 'object', additionalProperties: { type: 'number' } }],
    ['an object of unknown keys', { type: 'object' }],
    ['any value', {}],
    ['a boolean schema', true],
    ['any value inside', { type: 'object', properties: { note: {} } }],
    ['a list of anything', { type: 'array' }],
    ['objects to choose from', { enum: [{ decision: 'refund' }] }],
    ['alternatives that are no list', { anyOf: 'string' }],
    ['what is nested too deeply', deep(40)],
  ])('%s', (_, schema) => {
    expect(anthropicSchema(schema)).toBeUndefined();
  });
});

it('keeps __proto__ as the name of a property', () => {
  const properties = JSON.parse('{"__proto__": {"type": "string"}}');
  const schema = anthropicSchema({ type: 'object', properties });
  expect(Object.keys(schema?.properties as object)).toEqual(['__proto__']);
});
