import { type SchemaName, schemas } from './generated/schemas.js';
import { type SchemaKind, schemaFiles } from './kinds.ts';

/** What the schema says about one place in a document. */
export interface SchemaPlace {
  /** Title of the innermost named definition around the place, such as `CheckDefinition`. */
  definition: string;
  /** Keys and indices from that definition to the place; empty when the place is the definition. */
  within: readonly string[];
  /** The keys that are allowed here, without `x-*`; empty when it is no map, or a free one. */
  keys: readonly string[];
  /** The manual's sentence on the place. */
  description?: string;
  examples?: readonly unknown[];
  /** Whether `${{ … }}` expressions are read in this value. */
  readsExpressions: boolean;
  /** The schema itself, with references followed. */
  schema: Readonly<Record<string, unknown>>;
}

interface Cursor {
  file: SchemaName;
  node: Node;
  definition: string;
  within: string[];
  /** Description and examples that stand beside a `$ref`. */
  note: Node;
}

type Node = { readonly [keyword: string]: unknown };

/**
 * What the schema of `kind` says at `path`; `undefined` where it says nothing, as in free maps.
 * @param document the document, which is asked where its values choose the schema (a provider's `type`)
 */
export function schemaAt(
  kind: SchemaKind,
  path: readonly (string | number)[],
  document?: unknown,
): SchemaPlace | undefined {
  let value = document;
  const file = schemaFiles[kind];
  let cursor = settle({ file, node: schemas[file], definition: '', within: [], note: {} }, value);
  for (const segment of path.map(String)) {
    const next = child(cursor.node, segment);
    if (!next) return undefined;
    value = ownValue(value, segment);
    cursor = settle(
      { ...cursor, node: next, within: [...cursor.within, segment], note: {} },
      value,
    );
  }
  return describe(cursor);
}

function describe({ node, note, definition, within }: Cursor): SchemaPlace {
  const { description, examples } = { ...node, ...note } as Partial<SchemaPlace>;
  return {
    definition,
    within,
    keys: Object.keys((node.properties ?? {}) as Node),
    ...(description ? { description } : {}),
    ...(examples ? { examples } : {}),
    readsExpressions: node['x-galley-expression'] === true,
    schema: node,
  };
}

/** Follows references and conditions until the node is the one that holds the rules. */
function settle(start: Cursor, value: unknown): Cursor {
  let cursor = start;
  for (;;) {
    const { node, file } = cursor;
    const title = node.title as string | undefined;
    if (title && title !== cursor.definition) cursor = { ...cursor, definition: title, within: [] };
    const reference = node.$ref as string | undefined;
    const next = reference ? { $ref: reference } : chosenBranch(node, value);
    if (!next) return cursor;
    const isBranch = !reference && next.$ref !== undefined;
    const note = isBranch ? {} : { ...onlyNotes(node), ...cursor.note };
    cursor = { ...cursor, ...follow(file, next), note };
  }
}

function onlyNotes({ description, examples }: Node): Node {
  return { ...(description ? { description } : {}), ...(examples ? { examples } : {}) };
}

function follow(file: SchemaName, node: Node): Pick<Cursor, 'file' | 'node'> {
  const reference = node.$ref as string | undefined;
  if (!reference) return { file, node };
  if (!reference.startsWith('#/$defs/')) {
    const target = reference.replace('.schema.json', '') as SchemaName;
    return { file: target, node: schemas[target] };
  }
  const definitions = schemas[file].$defs as Record<string, Node>;
  return { file, node: definitions[reference.slice('#/$defs/'.length)] ?? {} };
}

/** The branch of `if`/`then`/`else` or of a list of conditions that the value takes. */
function chosenBranch(node: Node, value: unknown): Node | undefined {
  if (Array.isArray(node.allOf)) {
    const branch = (node.allOf as Node[]).find(({ if: condition }) =>
      holds(condition as Node, value),
    );
    return branch?.then as Node | undefined;
  }
  if (!node.if || !node.then) return undefined;
  return (holds(node.if as Node, value) ? node.then : node.else) as Node | undefined;
}

/** Conditions are `{type: array}`, `{type: object}` or a constant in one property; nothing else occurs in our schemas. */
function holds(condition: Node, value: unknown): boolean {
  if (condition.type === 'array') return Array.isArray(value);
  if (condition.type === 'object') {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  return Object.entries((condition.properties ?? {}) as Record<string, Node>).every(
    ([key, expected]) => ownValue(value, key) === expected.const,
  );
}

function child(node: Node, segment: string): Node | undefined {
  const properties = (node.properties ?? {}) as Record<string, Node>;
  if (Object.hasOwn(properties, segment)) return properties[segment];
  if (node.items && /^\d+$/.test(segment)) return node.items as Node;
  const free = node.additionalProperties;
  return typeof free === 'object' && free !== null ? (free as Node) : undefined;
}

function ownValue(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Node)[key];
}
