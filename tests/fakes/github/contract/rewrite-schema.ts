/**
 * A schema of OpenAPI 3.0 in the words of JSON Schema 2020-12: `nullable` becomes a type, and
 * references to components become absolute below `root`.
 */
export function rewriteSchema(node: unknown, root: string): unknown {
  if (Array.isArray(node)) return node.map((inner) => rewriteSchema(inner, root));
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Record<string, unknown>;
  const entries = Object.entries(rest).map(([key, value]) => [
    key,
    key === '$ref' ? String(value).replace('#/components', root) : rewriteSchema(value, root),
  ]);
  const schema = Object.fromEntries(entries) as Record<string, unknown>;
  // A property that is itself called "nullable" holds a schema, not `true`.
  if (nullable === undefined || nullable === false) return schema;
  if (nullable !== true) return { ...schema, nullable: rewriteSchema(nullable, root) };
  return { anyOf: [schema, { type: 'null' }] };
}
