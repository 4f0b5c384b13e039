import type { JsonValue } from '../../../library/nodes.ts';
import { isPlainObject } from '../../../units/own-value.ts';

const deepest = 10;
const allowedKeys = new Set([
  '$ref',
  '$defs',
  'additionalProperties',
  'anyOf',
  'const',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'title',
  'type',
]);

/**
 * True when a JSON Schema fits the subset that OpenAI's strict mode takes: an object at the root, and
 * in every object all properties required and no others allowed; keywords of the subset only.
 * @source OpenAI "Structured outputs", supported schemas
 */
export function isStrictSchema(schema: JsonValue): boolean {
  return isPlainObject(schema) && schema.type === 'object' && fits(schema as JsonValue, 0);
}

function fits(schema: JsonValue, depth: number): boolean {
  if (!isPlainObject(schema) || depth > deepest) return false;
  if (!Object.keys(schema).every((key) => allowedKeys.has(key))) return false;
  const hasShape = ['type', 'anyOf', '$ref', 'enum', 'const'].some((k) => Object.hasOwn(schema, k));
  return (
    hasShape &&
    objectFits(schema, depth) &&
    listOf(schema.anyOf).every((part) => fits(part, depth + 1)) &&
    valuesOf(schema.$defs).every((part) => fits(part, depth + 1)) &&
    (schema.items === undefined || fits(schema.items as JsonValue, depth + 1)) &&
    (schema.type !== 'array' || schema.items !== undefined)
  );
}

function objectFits(schema: Record<string, unknown>, depth: number): boolean {
  const isObject = listOf(schema.type as JsonValue)
    .concat(schema.type as JsonValue)
    .includes('object');
  if (!isObject) return schema.properties === undefined;
  if (!isPlainObject(schema.properties) || schema.additionalProperties !== false) return false;
  const required = listOf(schema.required);
  return (
    Object.keys(schema.properties).every((name) => required.includes(name)) &&
    valuesOf(schema.properties).every((part) => fits(part, depth + 1))
  );
}

function listOf(value: unknown): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function valuesOf(value: unknown): JsonValue[] {
  return isPlainObject(value) ? (Object.values(value) as JsonValue[]) : [];
}
