import { canonicalJson } from '../../../units/canonical-json.ts';
import { recordOf } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import type { Cursor } from '../cursor.ts';
import { idNames, plainNames } from '../import-names.ts';
import type { AssertionContext, ConvertedAssertion } from './assertion-context.ts';
import { groupOf } from './convert-assert-set.ts';
import { convertAssertion } from './convert-assertion.ts';
import { type InputTypes, inputValue } from './convert-inputs.ts';
import type { Values } from './expand-variables.ts';
import type { ImportContext } from './import-context.ts';
import type { SourceTest } from './merge-tests.ts';

type Written = Record<string, JsonValue>;

/** A test with one combination of its values. */
export interface SourceCase {
  readonly test: SourceTest;
  readonly values: Values;
}

/** The cases of a suite and the checks that hold for all of them. */
export interface ConvertedCases {
  readonly cases: readonly Written[];
  readonly checks: readonly Written[];
}

/** Cases with their checks; a test without any check left is reported and left out. */
export async function convertCases(
  sources: readonly SourceCase[],
  types: InputTypes,
  scope: Omit<AssertionContext, 'locate' | 'question'> & { readonly isJson: boolean },
): Promise<ConvertedCases> {
  const { losses } = scope.context;
  const converted: {
    source: SourceCase;
    defaults: ConvertedAssertion[];
    own: ConvertedAssertion[];
  }[] = [];
  for (const source of sources) {
    const inner = { ...scope, ...lookUp(source.values, types) };
    const defaults = await convertAll(source.test.defaults, inner);
    const own = await convertAll(source.test.asserts, inner);
    converted.push({ source, defaults, own });
  }
  const isShared = areDefaultsShared(converted);
  const names = plainNames();
  const shared = isShared ? (converted[0]?.defaults ?? []) : [];
  const checks = shared.map((assertion) => checkOf(assertion, names, scope));
  const suiteNames = checks.map((check) => checkName(check));
  const ids = idNames();
  const cases = converted.flatMap(({ source, defaults, own }, index): Written[] => {
    const { test, values } = source;
    const all = isShared ? own : [...defaults, ...own];
    if (all.length === 0 && checks.length === 0) {
      const had = test.defaults.length + test.asserts.length;
      const reason =
        had === 0
          ? 'it has no assertion, so that any answer would pass'
          : 'no assertion of it could be kept, so that any answer would pass';
      losses.lose(test.at, 'test', reason, 'add an assertion; the case is left out');
      return [];
    }
    const caseNames = plainNames(suiteNames);
    const own_ = caseChecks(all, test, caseNames, scope);
    return [
      {
        id: ids.take(test.description ?? '', `case-${index + 1}`),
        ...splitValues(values, types),
        ...tagsOf(test.metadata, scope.context),
        ...(own_.length > 0 && { checks: own_ }),
      },
    ];
  });
  return { cases, checks: cases.length > 0 ? checks : [] };
}

async function convertAll(
  asserts: readonly Cursor[],
  scope: AssertionContext,
): Promise<ConvertedAssertion[]> {
  const found: ConvertedAssertion[] = [];
  for (const assertion of asserts) {
    const converted = await convertAssertion(assertion, scope);
    if (converted) found.push(converted);
  }
  return found;
}

/** Default assertions become checks of the suite when they are the same in every case, and no threshold weighs them. */
function areDefaultsShared(
  converted: readonly { source: SourceCase; defaults: readonly ConvertedAssertion[] }[],
): boolean {
  if (converted.some(({ source }) => source.test.threshold !== undefined)) return false;
  const texts = converted.map(({ defaults }) =>
    canonicalJson(defaults.map(({ body, metric, weight }) => [body, metric ?? null, weight])),
  );
  return new Set(texts).size <= 1;
}

function caseChecks(
  all: readonly ConvertedAssertion[],
  { threshold }: SourceTest,
  names: ReturnType<typeof plainNames>,
  scope: { readonly context: ImportContext; readonly isJson: boolean },
): Written[] {
  const counted = all.filter(({ weight }) => weight > 0);
  if (threshold === undefined || counted.length < 2) {
    return all.map((assertion) => checkOf(assertion, names, scope));
  }
  const body = groupOf(counted, threshold, scope.context);
  const group = checkOf(
    { ...(counted[0] as ConvertedAssertion), body, metric: 'threshold', weight: 1 },
    names,
    scope,
  );
  const free = all.filter(({ weight }) => weight === 0);
  return [group, ...free.map((assertion) => checkOf(assertion, names, scope))];
}

/** The check as it is written, with a name where its key is taken. */
function checkOf(
  { body, metric, weight, at }: ConvertedAssertion,
  names: ReturnType<typeof plainNames>,
  { context: { losses }, isJson }: { readonly context: ImportContext; readonly isJson: boolean },
): Written {
  const key = checkKeyOf(body);
  // Checks of one name are counted together, so what only moves the score has a name of its own.
  const name = names.take(weight === 0 ? `${metric ?? key} (score)` : (metric ?? key), key);
  if (weight === 0) {
    losses.lose(at, '`weight: 0`', 'the check still never fails a case, but counts 1 in its score');
  } else if (weight !== 1) {
    const reason = 'it moves promptfoo’s score only; the check must pass here, as it must there';
    losses.lose(at.get('weight'), `\`weight: ${weight}\``, reason);
  }
  const plain = isJson ? body : (withoutSubject(body) as Written);
  return { ...(name !== key && { name }), ...plain, ...(weight === 0 && { weight: 1 }) };
}

function checkName(check: Written): string {
  return typeof check.name === 'string' ? check.name : checkKeyOf(check);
}

const besideKeys = new Set(['name', 'of', 'not', 'min', 'model', 'same_model', 'weight']);

function checkKeyOf(body: Readonly<Record<string, JsonValue>>): string {
  return Object.keys(body).find((key) => !besideKeys.has(key)) ?? 'check';
}

/** `of: text` says nothing where the output is text. */
function withoutSubject(body: JsonValue): JsonValue {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { of: subject, ...rest } = body;
  const kept = Object.entries(subject === 'text' ? rest : body).map(([key, value]) => {
    const members = key === 'at_least' ? (value as { count: number; of: JsonValue[] }) : undefined;
    if (members)
      return [key, { count: members.count, of: members.of.map(withoutSubject) }] as const;
    const isGroup = (key === 'any_of' || key === 'all_of') && Array.isArray(value);
    return [key, isGroup ? value.map(withoutSubject) : value] as const;
  });
  return recordOf(kept as [string, JsonValue][]);
}

/** Variables that a prompt reads are inputs; the others are what assertions expect. */
function splitValues(values: Values, types: InputTypes): Written {
  const inputs: [string, JsonValue][] = [];
  const expected: [string, JsonValue][] = [];
  for (const [name, value] of values) {
    const input = types.get(name);
    if (input) inputs.push([name, inputValue(value, input.type)]);
    else expected.push([name, value]);
  }
  return {
    inputs: recordOf(inputs),
    ...(expected.length > 0 && { expected: recordOf(expected) }),
  };
}

function lookUp(values: Values, types: InputTypes): Pick<AssertionContext, 'locate' | 'question'> {
  const texts = [...types].filter(([name, { type }]) => type === 'string' && values.has(name));
  const [only] = texts;
  return {
    locate: (name) =>
      values.has(name) ? `${types.has(name) ? 'inputs' : 'expected'}.${name}` : undefined,
    question: texts.length === 1 && only ? `inputs.${only[0]}` : undefined,
  };
}

/** `metadata` as tags: `tags` as they are, and `key:value` for the rest, as promptfoo filters by it. */
function tagsOf(metadata: readonly Cursor[], { losses }: ImportContext): { tags?: string[] } {
  const tags = new Set<string>();
  for (const map of metadata) {
    for (const [key, item] of map.entries()) {
      const values = Array.isArray(item.value) ? item.items() : [item];
      for (const one of values) {
        const { value } = one;
        if (typeof value === 'object' || value === undefined || value === '') {
          losses.lose(one, `\`metadata.${key}\``, 'only plain values become tags');
        } else tags.add(key === 'tags' ? String(value) : `${key}:${value}`);
      }
    }
  }
  return tags.size > 0 ? { tags: [...tags] } : {};
}
