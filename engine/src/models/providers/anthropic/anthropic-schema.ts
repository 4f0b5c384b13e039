import type { JsonValue } from '../../../library/nodes.ts';
import { isPlainObject } from '../../../units/own-value.ts';

type SchemaNode = Record<string, unknown>;

const deepest = 30;
const keptKeys = ['$ref', 'description', 'title', 'required'] as const;
const knownFormats: readonly unknown[] = [
  'date',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'time',
  'uri',
  'uuid',
];

/**
 * A JSON Schema in the subset that Anthropic's structured outputs take: objects closed, limits on
 * length, size and pattern left out. What fits the user's schema less strictly is still checked after
 * the answer. `undefined` where the subset cannot say it: maps with free keys, values of any type.
 * @source Anthropic, "Structured outputs", JSON Schema limitations, 2026-11
 */
export function anthropicSchema(schema: JsonValue | undefined): SchemaNode | undefined {
  return nodeOf(schema, 0);
}

function nodeOf(schema: unknown, depth: number): SchemaNode | undefined {
  if (!isPlainObject(schema) || depth > deepest) return undefined;
  const node: SchemaNode = {};
  for (const key of keptKeys) if (schema[key] !== undefined) node[key] = schema[key];
  const isWhole =
    putMap(node, '$defs', schema.$defs, depth) &&
    putMap(node, 'definitions', schema.definitions, depth) &&
    putList(node, 'anyOf', schema.anyOf ?? schema.oneOf, depth) &&
    putList(node, 'allOf', schema.allOf, depth) &&
    putLiterals(node, schema) &&
    putType(node, schema, depth);
  return isWhole && saysSomething(node) ? node : undefined;
}

function putLiterals(node: SchemaNode, schema: SchemaNode): boolean {
  for (const key of ['enum', 'const'] as const) {
    const values = key === 'enum' ? schema.enum : [schema.const];
    if (schema[key] === undefined) continue;
    if (!Array.isArray(values) || values.some((value) => isPlainObject(value))) return false;
    node[key] = schema[key];
  }
  return true;
}

/** Type and what belongs to it; false for an object whose keys are not all named. */
function putType(node: SchemaNode, schema: SchemaNode, depth: number): boolean {
  const types = [schema.type].flat();
  if (schema.type !== undefined) node.type = schema.type;
  if (types.includes('string') && knownFormats.includes(schema.format)) node.format = schema.format;
  if (types.includes('array')) {
    if (schema.minItems === 0 || schema.minItems === 1) node.minItems = schema.minItems;
    const items = nodeOf(schema.items, depth + 1);
    if (!items) return false;
    node.items = items;
  }
  if (!types.includes('object')) return true;
  node.additionalProperties = false;
  const isNamed = isPlainObject(schema.properties) && Object.keys(schema.properties).length > 0;
  if (!isNamed) return schema.additionalProperties === false;
  return putMap(node, 'properties', schema.properties, depth);
}

function putMap(node: SchemaNode, key: string, map: unknown, depth: number): boolean {
  if (map === undefined) return true;
  if (!isPlainObject(map)) return false;
  const entries = Object.entries(map).map(([name, it]) => [name, nodeOf(it, depth + 1)] as const);
  node[key] = Object.fromEntries(entries);
  return entries.every(([, it]) => it !== undefined);
}

function putList(node: SchemaNode, key: string, list: unknown, depth: number): boolean {
  if (list === undefined) return true;
  if (!Array.isArray(list)) return false;
  const items = list.map((item) => nodeOf(item, depth + 1));
  node[key] = items;
  return items.every((item) => item !== undefined);
}

function saysSomething(node: SchemaNode): boolean {
  return ['type', '$ref', 'enum', 'const', 'anyOf', 'allOf'].some((key) =>
    Object.hasOwn(node, key),
  );
}
