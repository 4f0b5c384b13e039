/** Any object of JSON. */
export type JsonObject = { readonly [key: string]: unknown };

/** An OpenAPI description, as far as the subset reads it. */
export interface OpenDescription {
  readonly paths?: Readonly<Record<string, JsonObject>>;
  readonly webhooks?: Readonly<Record<string, JsonObject>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const dropped = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'links',
  'headers',
  'default',
]);

/**
 * The part of a description that the picked operations need: themselves and everything that they
 * refer to, without texts and examples.
 */
export function cutDescription(
  description: OpenDescription,
  section: 'paths' | 'webhooks',
  isWanted: (operation: { readonly operationId: string }) => boolean,
): OpenDescription {
  const items: Record<string, JsonObject> = {};
  for (const [path, item] of Object.entries(description[section] ?? {})) {
    const picked = methods.filter((method) => {
      const operation = item[method] as { operationId: string } | undefined;
      return operation !== undefined && isWanted(operation);
    });
    if (picked.length === 0) continue;
    items[path] = Object.fromEntries(picked.map((method) => [method, withoutTexts(item[method])]));
  }
  return { [section]: items, components: closeReferences(items, description.components) };
}

function closeReferences(
  start: unknown,
  components: OpenDescription['components'],
): OpenDescription['components'] {
  const kept: Record<string, Record<string, unknown>> = {};
  const queue = referencesIn(start);
  for (let reference = queue.pop(); reference !== undefined; reference = queue.pop()) {
    const [, , group = '', name = ''] = reference.split('/');
    if (kept[group]?.[name] !== undefined) continue;
    const component = withoutTexts(components[group]?.[name]);
    kept[group] = { ...kept[group], [name]: component };
    queue.push(...referencesIn(component));
  }
  return kept;
}

/** Every `$ref` inside a value. */
export function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

function withoutTexts(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTexts);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node)
    .filter(([key]) => !dropped.has(key) && !key.startsWith('x-'))
    .map(([key, value]) => [key, key === 'properties' ? withNames(value) : withoutTexts(value)]);
  return Object.fromEntries(entries);
}

/** Below `properties` the keys are names, and a name may be `description`. */
function withNames(properties: object): unknown {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, withoutTexts(schema)]),
  );
}
