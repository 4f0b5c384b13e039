import type { Cursor } from '../cursor.ts';
import { dataCursor, type ImportContext, isMap, readNamed, reportKeys } from './import-context.ts';
import { readTests } from './read-tests.ts';

/** One test with everything that applies to it, before its variables are expanded. */
export interface SourceTest {
  readonly at: Cursor;
  readonly description: string | undefined;
  readonly vars: ReadonlyMap<string, Cursor>;
  /** Assertions of `defaultTest` that apply to it. */
  readonly defaults: readonly Cursor[];
  readonly asserts: readonly Cursor[];
  readonly threshold: number | undefined;
  /** Maps of `metadata`, the general ones first. */
  readonly metadata: readonly Cursor[];
  readonly isExpanded: boolean;
}

const testKeys = new Set(['description', 'vars', 'assert', 'options', 'threshold', 'metadata']);
const codeOptions = new Set(['transform', 'transformVars', 'postprocess']);
const readOptions = new Set(['provider', 'disableVarExpansion', 'disableDefaultAsserts']);

/** Every test of the configuration: `tests`, and `scenarios` as configurations × tests. */
export async function mergeTests(config: Cursor, context: ImportContext): Promise<SourceTest[]> {
  const base = await readDefault(config.get('defaultTest'), context);
  const merged: SourceTest[] = [];
  for (const test of await readTests(config.get('tests'), context)) {
    merged.push(await mergeTest([base, test], context));
  }
  const { scenarios } = { scenarios: config.get('scenarios') };
  for (const scenario of await readTests(scenarios, context)) {
    reportKeys(scenario, new Set(['description', 'config', 'tests']), 'the scenario', context);
    const configs = await readTests(scenario.get('config'), context);
    const tests = await readTests(scenario.get('tests'), context);
    for (const one of configs) {
      for (const test of tests.length > 0 ? tests : [one.with({})]) {
        const merging = await mergeTest([base, one, test], context);
        const own = merging.description ?? scenario.get('description').value;
        merged.push({ ...merging, description: typeof own === 'string' ? own : undefined });
      }
    }
  }
  return merged;
}

/** `defaultTest`, read from its file where it names one. */
export async function readDefault(written: Cursor, context: ImportContext): Promise<Cursor> {
  if (written.value === undefined) return written.with({});
  if (typeof written.value === 'string') {
    const file = await readNamed(written, '`defaultTest`', context);
    const data = file && dataCursor(file, written, '`defaultTest`', context);
    return data && isMap(data.value) ? data : written.with({});
  }
  if (isMap(written.value)) return written;
  context.losses.lose(written, '`defaultTest`', 'it is no map');
  return written.with({});
}

/** @param layers the general ones first; the last one is the test itself */
async function mergeTest(layers: readonly Cursor[], context: ImportContext): Promise<SourceTest> {
  const [base, ...own] = layers as [Cursor, ...Cursor[]];
  const at = own.at(-1) ?? base;
  const vars = new Map<string, Cursor>();
  for (const layer of layers) {
    reportTestKeys(layer, layer === base ? '`defaultTest`' : 'the test', context);
    const given = await readVariables(layer.get('vars'), context);
    for (const [name, value] of given.entries()) vars.set(name, value);
  }
  const options = layers.map((layer) => layer.get('options')).filter(({ value }) => isMap(value));
  const option = (name: string) =>
    options.map((layer) => layer.get(name).value).findLast((value) => value !== undefined);
  const description = own.map((layer) => layer.get('description').value).findLast(isText);
  const threshold = layers
    .map((layer) => layer.get('threshold'))
    .findLast(({ value }) => value !== undefined);
  if (threshold && typeof threshold.value !== 'number') {
    const got = JSON.stringify(threshold.value);
    context.losses.lose(threshold, '`threshold` of the test', `expected a number, got ${got}`);
  }
  return {
    at,
    description,
    vars,
    defaults: option('disableDefaultAsserts') === true ? [] : assertsOf(base, context),
    asserts: own.flatMap((layer) => assertsOf(layer, context)),
    threshold: typeof threshold?.value === 'number' ? threshold.value : undefined,
    metadata: layers
      .map((layer) => layer.get('metadata'))
      .filter(({ value }) => value !== undefined),
    isExpanded: option('disableVarExpansion') !== true,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function assertsOf(layer: Cursor, { losses }: ImportContext): readonly Cursor[] {
  const written = layer.get('assert');
  if (written.value === undefined || written.value === null) return [];
  if (!Array.isArray(written.value)) losses.lose(written, '`assert`', 'it is no list');
  return written.items();
}

function reportTestKeys(layer: Cursor, owner: string, context: ImportContext): void {
  const { losses } = context;
  for (const [key, item] of layer.entries()) {
    if (testKeys.has(key) || key === '$schema') continue;
    const hint = /^as+er?ts?s?$|^asser/i.test(key) ? 'did you mean `assert`?' : undefined;
    if (key === 'assertScoringFunction' || key === 'provider' || key === 'providers') {
      const isCode = key === 'assertScoringFunction';
      if (isCode) losses.refuse(item, `\`${key}\` of ${owner}`, 'it runs code');
      else
        losses.lose(item, `\`${key}\` of ${owner}`, 'a case is asked on every model of its suite');
    } else losses.lose(item, `\`${key}\` of ${owner}`, 'a case has no such setting', hint);
  }
  for (const name of ['options', 'metadata']) {
    const { value } = layer.get(name);
    if (value === undefined || value === null || isMap(value)) continue;
    losses.lose(layer.get(name), `\`${name}\` of ${owner}`, 'it is no map');
  }
  for (const [key, item] of layer.get('options').entries()) {
    if (readOptions.has(key)) continue;
    const what = `\`options.${key}\` of ${owner}`;
    if (codeOptions.has(key)) losses.refuse(item, what, 'it runs code on the answer');
    else losses.lose(item, what, 'a case has no such setting');
  }
}

/** The variables of a test, read from the files that it names. */
async function readVariables(
  vars: Cursor,
  context: ImportContext,
): Promise<ReadonlyMap<string, Cursor>> {
  if (vars.value === undefined || vars.value === null) return new Map();
  if (isMap(vars.value)) return new Map(vars.entries());
  const named = Array.isArray(vars.value) ? vars.items() : [vars];
  const found = new Map<string, Cursor>();
  for (const one of named) {
    const file =
      typeof one.value === 'string' ? await readNamed(one, '`vars`', context) : undefined;
    const data = file && dataCursor(file, one, '`vars`', context);
    if (data && isMap(data.value))
      for (const [name, value] of data.entries()) found.set(name, value);
    else if (data || !file) context.losses.lose(one, '`vars`', 'it is no map of variables');
  }
  return found;
}
