import { type SchemaName, schemas } from '@galley/schema';

type Node = { readonly [keyword: string]: unknown };

/**
 * The schema of every Galley document as one file without references to other files, so that an
 * editor needs no network and no installed package.
 */
export function editorSchema(): Node {
  const definitions: Record<string, unknown> = {};
  const { $schema, $id: _, $defs: _inner, ...root } = schemas.galley;
  const reached = new Set<SchemaName>();
  const rewritten = rewrite(root, 'galley', reached);
  // The set grows while it is walked: every schema reached brings the ones it refers to.
  for (const name of reached) {
    const { $schema: _draft, $id: _id, ...body } = schemas[name];
    definitions[name] = rewrite(body, name, reached);
  }
  return { $schema, ...(rewritten as Node), $defs: definitions };
}

function rewrite(value: unknown, inside: SchemaName, reached: Set<SchemaName>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, inside, reached));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === '$ref' && typeof item === 'string'
        ? [key, localReference(item, inside, reached)]
        : [key, rewrite(item, inside, reached)],
    ),
  );
}

function localReference(reference: string, inside: SchemaName, reached: Set<SchemaName>): string {
  const [file = '', pointer = ''] = reference.split('#');
  const name = file === '' ? inside : (file.replace(/\.schema\.json$/, '') as SchemaName);
  reached.add(name);
  return `#/$defs/${name}${pointer}`;
}
