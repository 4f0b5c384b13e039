import type { CompiledError } from './compiled-validator.ts';
import { compiledValidators } from './generated/validators.js';
import { isExplainedByUnknownKey } from './is-explained-by-unknown-key.ts';
import { type SchemaKind, schemaFiles } from './kinds.ts';
import type { SchemaError } from './schema-error.ts';

/** Tells every way in which a value does not fit; an empty list means that it does. */
export type Validator = (value: unknown) => readonly SchemaError[];

/** Keywords that only repeat what another error says better. */
const echoes = new Set(['if', 'propertyNames']);

/** More unknown keys of one map than this explain nothing; they are still reported. */
const mostUnknownKeys = 50;

/**
 * A validator for each thing that has a schema. They share no state and generate no code.
 * One misspelt key gives one error: what is missing only because of it is not reported.
 */
export const validators: Readonly<Record<SchemaKind, Validator>> = Object.fromEntries(
  Object.keys(schemaFiles).map((kind) => [kind, validatorOf(kind as SchemaKind)]),
) as Record<SchemaKind, Validator>;

function validatorOf(kind: SchemaKind): Validator {
  const isValid = compiledValidators[kind];
  return (value) => {
    if (isValid(value)) return [];
    const errors = isValid.errors ?? [];
    isValid.errors = null;
    const all = errors.filter(({ keyword }) => !echoes.has(keyword)).map(toSchemaError);
    const unknownKeys = unknownKeysByMap(all);
    const typeErrors = new Set<string>();
    return all.filter((error) => {
      const place = placeOf(error);
      if (error.keyword === 'type') return isFirst(typeErrors, place);
      const unknown = unknownKeys.get(place);
      return !unknown || !isExplainedByUnknownKey(error, unknown, kind, value);
    });
  };
}

function unknownKeysByMap(errors: readonly SchemaError[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const error of errors) {
    if (error.keyword !== 'additionalProperties') continue;
    const place = placeOf(error);
    const known = keys.get(place) ?? [];
    if (known.length < mostUnknownKeys) known.push(String(error.params.additionalProperty));
    keys.set(place, known);
  }
  return keys;
}

/** A value whose schema is reached by several ways has its wrong type reported once. */
function isFirst(places: Set<string>, place: string): boolean {
  if (places.has(place)) return false;
  places.add(place);
  return true;
}

function placeOf({ path }: SchemaError): string {
  return JSON.stringify(path);
}

/** A refused key name becomes one `propertyNames` error that names the key and the pattern. */
function toSchemaError({
  keyword,
  instancePath,
  params,
  propertyName,
}: CompiledError): SchemaError {
  const path = parsePointer(instancePath);
  if (propertyName !== undefined) {
    return { keyword: 'propertyNames', path, params: { ...params, propertyName } };
  }
  if (!Array.isArray(params.alternatives)) return { keyword, path, params };
  return {
    keyword,
    path,
    params: { ...params, surplus: surplusKeys(params as unknown as KeyGroups) },
  };
}

interface KeyGroups {
  alternatives: readonly (readonly string[])[];
  present: readonly string[];
}

/** The keys that may not stand beside the first one of the document. */
function surplusKeys({ alternatives, present }: KeyGroups): string[] {
  const first = alternatives.find((group) => group.includes(present[0] ?? '')) ?? [];
  return present.filter((key) => !first.includes(key));
}

function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  const segments = pointer.slice(1).split('/');
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
