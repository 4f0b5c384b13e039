import type { SchemaNode } from './read-schemas.ts';

/** Keywords that say nothing a TypeScript type can express. */
const dropped = new Set([
  '$schema',
  '$id',
  '$defs',
  'anyOf',
  'dependentRequired',
  'dependentSchemas',
  'examples',
  'maxItems',
  'minItems',
  'not',
  'oneOf',
  'patternProperties',
  'propertyNames',
]);

/**
 * One schema with all definitions under `definitions`, by their titles, in a form that
 * json-schema-to-typescript turns into one clean type each.
 *
 * Conditions become unions; a `oneOf` whose branches carry titles becomes one type per branch;
 * every other rule between keys is dropped.
 */
export function simplifyForTypes(schemas: ReadonlyMap<string, SchemaNode>): SchemaNode {
  const definitions: SchemaNode = {};
  for (const [file, schema] of schemas) {
    if (file === 'galley') continue;
    const titles = titlesByReference(file, schema, schemas);
    for (const definition of [schema, ...inner(schema)]) {
      Object.assign(definitions, simplifyDefinition(definition, titles));
    }
  }
  return { title: 'GalleyTypes', description: 'All types of the format.', definitions };
}

function inner(schema: SchemaNode): SchemaNode[] {
  return Object.values((schema.$defs ?? {}) as { [name: string]: SchemaNode });
}

/** What each `$ref` of a file points to, as the title of the definition. */
function titlesByReference(
  file: string,
  schema: SchemaNode,
  schemas: ReadonlyMap<string, SchemaNode>,
): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const [other, { title }] of schemas) titles.set(`${other}.schema.json`, String(title));
  titles.set('#', String(schemas.get(file)?.title));
  for (const [name, { title }] of Object.entries(
    (schema.$defs ?? {}) as Record<string, SchemaNode>,
  )) {
    titles.set(`#/$defs/${name}`, String(title));
  }
  return titles;
}

function simplifyDefinition(schema: SchemaNode, titles: ReadonlyMap<string, string>): SchemaNode {
  const title = String(schema.title);
  const branches = (schema.oneOf ?? []) as SchemaNode[];
  if (!branches.some((branch) => branch.title)) return { [title]: simplify(schema, titles) };
  const all = branches.flatMap((branch) => branch.required as string[]);
  const result: SchemaNode = {};
  for (const branch of branches) {
    const own = branch.required as string[];
    const properties = Object.fromEntries(
      Object.entries(schema.properties as SchemaNode).map(([key, value]) =>
        all.includes(key) && !own.includes(key) ? [key, { tsType: 'undefined' }] : [key, value],
      ),
    );
    const description = branch.description ?? schema.description;
    const variant = { ...schema, title: branch.title, description, required: own, properties };
    result[String(branch.title)] = simplify(variant, titles);
  }
  result[title] = {
    title,
    description: schema.description,
    anyOf: branches.map((branch) => ({ $ref: `#/definitions/${branch.title}` })),
  };
  return result;
}

function simplify(node: unknown, titles: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((item) => simplify(item, titles));
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as SchemaNode;
  if (typeof schema.$ref === 'string') return reference(schema, titles);
  const { title, description } = schema;
  const heading = { ...(title ? { title } : {}), ...(description ? { description } : {}) };
  if (schema.if && schema.else) {
    return { ...heading, anyOf: simplify([schema.then, schema.else], titles) };
  }
  if (Array.isArray(schema.allOf)) {
    const branches = (schema.allOf as SchemaNode[]).map((branch) => branch.then);
    return { ...heading, anyOf: simplify(branches, titles) };
  }
  if (!['type', 'enum', 'const', 'tsType'].some((keyword) => Object.hasOwn(schema, keyword))) {
    return { ...heading, tsType: 'unknown' };
  }
  const result: SchemaNode = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (dropped.has(keyword) || keyword.startsWith('x-')) continue;
    if (keyword === 'properties') {
      const entries = Object.entries(value as SchemaNode);
      result[keyword] = Object.fromEntries(entries.map(([key, at]) => [key, simplify(at, titles)]));
    } else {
      result[keyword] = keyword === 'const' || keyword === 'enum' ? value : simplify(value, titles);
    }
  }
  return result;
}

/** A description beside `$ref` would make a second type of the same shape; `allOf` keeps it one. */
function reference(schema: SchemaNode, titles: ReadonlyMap<string, string>): SchemaNode {
  const title = titles.get(String(schema.$ref));
  if (!title) throw new Error(`Unknown $ref ${schema.$ref}`);
  const target = { $ref: `#/definitions/${title}` };
  return schema.description ? { description: schema.description, allOf: [target] } : target;
}
