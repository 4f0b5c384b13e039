import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { absorb, charge, type Evaluation, fail, keywordOf, matches } from './evaluation.ts';
import { type JsonSchema, pointerTo } from './references.ts';

type Value = Readonly<Record<string, unknown>>;
type SchemaMap = Readonly<Record<string, JsonSchema>>;

/** Keywords on maps: properties, names, `required`, counts and `dependentRequired`. */
export function judgeObject(evaluation: Evaluation, value: Value): void {
  const keys = Object.keys(value);
  judgeProperties(evaluation, value, keys);
  const names = keywordOf(evaluation, 'propertyNames') as JsonSchema | undefined;
  if (names !== undefined) for (const key of keys) judgeName(evaluation, names, key);
  for (const key of (keywordOf(evaluation, 'required') ?? []) as string[]) {
    charge(evaluation.run, 1);
    if (!Object.hasOwn(value, key))
      fail(evaluation, 'required', `the key ${JSON.stringify(key)}`, 'a map without it');
  }
  for (const [key, needed] of entriesOf(keywordOf(evaluation, 'dependentRequired'))) {
    charge(evaluation.run, 1);
    if (!Object.hasOwn(value, key)) continue;
    for (const other of needed as string[]) {
      if (Object.hasOwn(value, other)) continue;
      fail(
        evaluation,
        'dependentRequired',
        `the key "${other}" beside "${key}"`,
        'a map without it',
      );
    }
  }
  const fewest = Number(keywordOf(evaluation, 'minProperties') ?? 0);
  const most = Number(keywordOf(evaluation, 'maxProperties') ?? Number.POSITIVE_INFINITY);
  const got = `${keys.length} keys`;
  if (keys.length < fewest) fail(evaluation, 'minProperties', `at least ${fewest} keys`, got);
  if (keys.length > most) fail(evaluation, 'maxProperties', `at most ${most} keys`, got);
}

/** `unevaluatedProperties`, after everything else has judged the map. */
export function judgeUnevaluatedProperties(evaluation: Evaluation, value: Value): void {
  const schema = keywordOf(evaluation, 'unevaluatedProperties') as JsonSchema | undefined;
  if (schema === undefined) return;
  for (const [key, item] of Object.entries(value)) {
    if (evaluation.evaluated.has(key)) continue;
    judgeProperty(evaluation, schema, key, item, 'unevaluatedProperties');
  }
}

function judgeProperties(evaluation: Evaluation, value: Value, keys: readonly string[]): void {
  const properties = (keywordOf(evaluation, 'properties') ?? {}) as SchemaMap;
  const patterns = entriesOf(keywordOf(evaluation, 'patternProperties')) as [string, JsonSchema][];
  const others = keywordOf(evaluation, 'additionalProperties') as JsonSchema | undefined;
  for (const key of keys) {
    const own = ownValue(properties, key);
    const schemas = patterns
      .filter(([pattern]) => matches(evaluation.run, pattern, key))
      .map(([, schema]) => schema);
    if (own !== undefined) schemas.push(own);
    for (const schema of schemas) judgeProperty(evaluation, schema, key, value[key], 'properties');
    if (schemas.length > 0 || others === undefined) continue;
    judgeProperty(evaluation, others, key, value[key], 'additionalProperties');
  }
}

function judgeProperty(
  evaluation: Evaluation,
  schema: JsonSchema,
  key: string,
  item: unknown,
  keyword: string,
): void {
  if (evaluation.run.tracksEvaluated) evaluation.evaluated.add(key);
  if (schema === false && keyword !== 'properties') {
    fail(evaluation, keyword, 'no other keys', `the key ${JSON.stringify(key.slice(0, 60))}`);
    return;
  }
  const { faults } = evaluation.apply(schema, item, pointerTo(evaluation.pointer, key));
  absorb(evaluation, faults);
}

function judgeName(evaluation: Evaluation, schema: JsonSchema, key: string): void {
  const [fault] = evaluation.apply(schema, key, evaluation.pointer).faults;
  if (fault !== undefined)
    fail(evaluation, 'propertyNames', `a key that is ${fault.expected}`, fault.got);
}

function entriesOf(map: unknown): [string, unknown][] {
  return isPlainObject(map) ? Object.entries(map) : [];
}
