import { isNearKey } from './is-near-key.ts';
import { findKeyHint } from './key-hints.ts';
import type { SchemaKind } from './kinds.ts';
import { findLaterKey } from './later-keys.ts';
import { schemaAt } from './schema-at.ts';
import type { SchemaError } from './schema-error.ts';

/**
 * Whether a key is missing only because it was written as one of the `unknown` keys of the same map:
 * misspelt, a key of a later version that stands in its place, or one with a hint of its own.
 */
export function isExplainedByUnknownKey(
  error: SchemaError,
  unknown: readonly string[],
  kind: SchemaKind,
  document: unknown,
): boolean {
  const missing = missingKeys(error);
  if (missing.length === 0) return false;
  if (unknown.some((key) => missing.some((wanted) => isNearKey(key, wanted)))) return true;
  const definition = schemaAt(kind, error.path, document)?.definition ?? '';
  return unknown.some((key) => {
    if (definition === 'CheckDefinition' && findLaterKey(definition, key)) return true;
    const hint = findKeyHint(definition, key);
    return missing.some((wanted) => hint?.includes(`write \`${wanted}`));
  });
}

/** The keys of which one is absent; none when the error is about something else. */
function missingKeys({ keyword, params }: SchemaError): string[] {
  if (keyword === 'required' || keyword === 'dependentRequired') {
    return [String(params.missingProperty)];
  }
  if (keyword === 'dependentSchemas') return params.owners as string[];
  const isAbsence = keyword === 'oneOf' || keyword === 'anyOf';
  if (!isAbsence || (params.present as string[]).length > 0) return [];
  return (params.alternatives as string[][]).flat();
}
