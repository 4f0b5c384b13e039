import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { nearestName } from '../nearest.ts';
import { compileRegex } from '../regex.ts';
import { annotationFormats, checkedFormats } from './formats.ts';
import { childSchemas, pointerTo, referenceKey, subschemas } from './references.ts';
import { inPlaceKeywords, replacedKeywords, schemaKeywords } from './schema-keywords.ts';
import { schemaLimits } from './schema-limits.ts';
import { shapeFault, typeNames } from './shape-fault.ts';

/** Why a schema is not taken. */
export interface SchemaFault {
  /** JSON pointer into the schema: `/properties/reply/type`; empty for the whole. */
  readonly pointer: string;
  readonly message: string;
  readonly hint?: string;
}

type Report = (pointer: string, message: string, hint?: string) => void;

/**
 * Everything that is wrong with a user's JSON Schema (2020-12), at most 100 faults; empty when
 * {@link validateValue} takes it.
 *
 * Stricter than the standard: unknown keywords are faults (but `x-…`), so a misspelling cannot
 * switch a check off; references stay within the schema (`#…`, anchors, its own `$id`); nested `$id`
 * is refused; patterns are RE2; `format` names must be known; a schema may not refer to itself without
 * going deeper into the value. Schemas of draft 7 and 2019-09 are read as 2020-12.
 */
export function checkSchema(schema: unknown): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const report: Report = (pointer, message, hint) => {
    if (faults.length < schemaLimits.faults) {
      faults.push(hint === undefined ? { pointer, message } : { pointer, message, hint });
    }
  };
  const { places, isCut } = subschemas(schema, schemaLimits);
  if (isCut) {
    const { schemas, schemaDepth } = schemaLimits;
    report('', `a schema has at most ${schemas} schemas in ${schemaDepth} levels`);
    return faults;
  }
  for (const [pointer, place] of places) {
    if (faults.length >= schemaLimits.faults) break;
    if (!pointer.startsWith('#')) checkPlace(place, pointer, schema, places, report);
  }
  if (faults.length === 0) checkCircles(schema, places, report);
  return faults;
}

function checkPlace(
  schema: unknown,
  pointer: string,
  root: unknown,
  places: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  if (typeof schema === 'boolean') return;
  if (!isPlainObject(schema)) {
    report(
      pointer,
      `expected a schema (a map, true or false), got ${kindOf(schema)}`,
      typeHint(schema),
    );
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const at = pointerTo(pointer, keyword);
    const shape = schemaKeywords.get(keyword);
    if (shape === undefined) {
      if (!keyword.startsWith('x-')) reportKeyword(keyword, at, report);
      continue;
    }
    const fault = shapeFault(shape, value);
    if (fault !== undefined) report(at, fault.message, fault.hint);
    else if (shape === 'reference') checkReference(String(value), at, root, places, report);
    else if (shape === 'format') checkFormat(String(value), at, report);
    else if (keyword === '$schema') checkDialect(String(value), at, report);
    else if (keyword === '$id' && pointer !== '') {
      report(at, 'only the whole schema can have an `$id`', 'Use `$defs` and `$anchor`.');
    } else if (keyword === 'patternProperties') checkPatterns(value as object, at, report);
  }
}

function reportKeyword(keyword: string, at: string, report: Report): void {
  const near = nearestName(keyword, schemaKeywords.keys());
  const hint =
    replacedKeywords.get(keyword) ??
    (near === undefined
      ? 'Own annotations start with `x-`; a property stands under `properties`.'
      : `Did you mean \`${near}\`?`);
  report(at, `JSON Schema has no keyword \`${keyword.slice(0, 60)}\``, hint);
}

function checkReference(
  reference: string,
  at: string,
  root: unknown,
  places: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  const key = referenceKey(root, reference);
  const shown = `\`${reference.slice(0, 80)}\``;
  if (key === undefined) {
    const hint = 'Copy the other schema under `$defs` and refer to `#/$defs/<name>`.';
    report(at, `${shown} leads out of this schema, which is never followed`, hint);
  } else if (!places.has(key)) {
    const near = nearestName(
      reference,
      [...places.keys()].map((place) => `#${place.replace(/^#/, '')}`),
    );
    report(
      at,
      `${shown} leads to no schema`,
      near === undefined ? undefined : `Did you mean \`${near}\`?`,
    );
  }
}

function checkFormat(format: string, at: string, report: Report): void {
  if (checkedFormats.has(format) || annotationFormats.has(format)) return;
  const near = nearestName(format, [...checkedFormats.keys(), ...annotationFormats]);
  const hint =
    near === undefined
      ? `Checked formats: ${[...checkedFormats.keys()].join(', ')}.`
      : `Did you mean \`${near}\`?`;
  report(at, `unknown format \`${format.slice(0, 60)}\``, hint);
}

const dialects = /^https?:\/\/json-schema\.org\/(?:draft\/20(?:19-09|20-12)|draft-07)\/schema#?$/;

function checkDialect(dialect: string, at: string, report: Report): void {
  if (dialects.test(dialect)) return;
  report(
    at,
    'expected JSON Schema 2020-12',
    'Write https://json-schema.org/draft/2020-12/schema or leave it out.',
  );
}

function checkPatterns(map: object, at: string, report: Report): void {
  for (const pattern of Object.keys(map)) {
    const { fault } = compileRegex(pattern);
    if (fault !== undefined) report(pointerTo(at, pattern), fault.message, fault.hint);
  }
}

/** Reports the first schema that reaches itself on the same value: judging would never end. */
function checkCircles(root: unknown, places: ReadonlyMap<string, unknown>, report: Report): void {
  const state = new Map<unknown, 'open' | 'done'>();
  for (const start of places.keys()) {
    const path: { schema: unknown; targets: string[] }[] = [];
    const enter = (key: string): void => {
      const schema = places.get(key);
      state.set(schema, 'open');
      path.push({ schema, targets: sameValueTargets(schema, key, root) });
    };
    if (!state.has(places.get(start))) enter(start);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const target = last.targets.pop();
      const targetState = target === undefined ? undefined : state.get(places.get(target));
      if (target === undefined) {
        state.set(last.schema, 'done');
        path.pop();
      } else if (targetState === 'open') {
        const message = 'the schema refers to itself without going deeper into the value';
        report(target.startsWith('#') ? '' : target, message);
        return;
      } else if (targetState === undefined) enter(target);
    }
  }
}

function sameValueTargets(schema: unknown, key: string, root: unknown): string[] {
  if (!isPlainObject(schema)) return [];
  const children = childSchemas(schema, key)
    .filter(({ keyword }) => inPlaceKeywords.has(keyword))
    .map(({ pointer }) => pointer);
  const references = ['$ref', '$dynamicRef'].flatMap((keyword) => {
    const reference = ownValue(schema, keyword);
    const target = typeof reference === 'string' ? referenceKey(root, reference) : undefined;
    return target === undefined ? [] : [target];
  });
  return [...children, ...references];
}

function typeHint(schema: unknown): string | undefined {
  return typeof schema === 'string' && typeNames.includes(schema)
    ? `Write {type: ${schema}}.`
    : undefined;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value === null ? 'null' : typeof value === 'string' ? 'text' : `a ${typeof value}`;
}
