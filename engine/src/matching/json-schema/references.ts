import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { schemaKeywords } from './schema-keywords.ts';

/** A JSON Schema: a map of keywords, or a boolean. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

/** One step down into JSON: `/a/0` for the keys `a` and 0. */
export function pointerTo(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Every schema within a schema by its JSON pointer, and by `#name` for anchors, following keywords that
 * hold schemas; parents come before their children. Stops at the limits.
 */
export function subschemas(
  root: unknown,
  limits: { schemas: number; schemaDepth: number },
): { places: Map<string, unknown>; isCut: boolean } {
  const places = new Map<string, unknown>();
  const waiting: { schema: unknown; pointer: string; depth: number }[] = [
    { schema: root, pointer: '', depth: 0 },
  ];
  for (let index = 0; index < waiting.length; index += 1) {
    const { schema, pointer, depth } = waiting[index] as (typeof waiting)[number];
    if (places.size >= limits.schemas || depth > limits.schemaDepth) return { places, isCut: true };
    places.set(pointer, schema);
    if (!isPlainObject(schema)) continue;
    for (const child of childSchemas(schema, pointer)) waiting.push({ ...child, depth: depth + 1 });
  }
  for (const schema of [...places.values()]) addAnchors(schema, places);
  return { places, isCut: false };
}

/** The schemas that a schema's keywords hold, with the keyword and pointer of each. */
export function childSchemas(
  schema: Readonly<Record<string, unknown>>,
  pointer: string,
): { schema: unknown; pointer: string; keyword: string }[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const shape = schemaKeywords.get(keyword);
    const at = pointerTo(pointer, keyword);
    if (shape === 'schema') return [{ schema: value, pointer: at, keyword }];
    const isHolder =
      (shape === 'schemas' && Array.isArray(value)) ||
      (shape === 'schema-map' && isPlainObject(value));
    if (!isHolder) return [];
    return Object.entries(value as object).map(([key, item]) => ({
      schema: item as unknown,
      pointer: pointerTo(at, key),
      keyword,
    }));
  });
}

/**
 * The key under which {@link subschemas} has the target of a `$ref`; `undefined` when it leaves the
 * document. The root's own `$id` may stand before the `#`.
 */
export function referenceKey(root: unknown, reference: string): string | undefined {
  const hash = reference.indexOf('#');
  const address = hash === -1 ? reference : reference.slice(0, hash);
  const id = isPlainObject(root) ? ownValue(root, '$id') : undefined;
  const isOwn = address === '' || (typeof id === 'string' && address === id.replace(/#$/, ''));
  if (!isOwn) return undefined;
  const fragment = decoded(hash === -1 ? '' : reference.slice(hash + 1));
  if (fragment === undefined) return undefined;
  return fragment === '' || fragment.startsWith('/') ? fragment : `#${fragment}`;
}

function addAnchors(schema: unknown, places: Map<string, unknown>): void {
  if (!isPlainObject(schema)) return;
  for (const keyword of ['$anchor', '$dynamicAnchor']) {
    const name = ownValue(schema, keyword);
    if (typeof name === 'string' && !places.has(`#${name}`)) places.set(`#${name}`, schema);
  }
}

/** Percent-decoded; pointers are normalised so that `~` and `/` escapes compare equal. */
function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}
