import { canonicalJson } from '../../../units/canonical-json.ts';
import type { JsonValue } from '../../nodes.ts';
import { readYaml } from '../../yaml/read-yaml.ts';
import type { Cursor } from '../cursor.ts';
import {
  type ImportContext,
  isUnsafeTemplate,
  readNamed,
  withoutScheme,
} from './import-context.ts';
import type { SourceTest } from './merge-tests.ts';

/** Combinations of list variables that one test may expand to. */
const mostCombinations = 1_000;

/** The values of one case, by variable. */
export type Values = ReadonlyMap<string, JsonValue>;

/**
 * The cases that a test stands for: a list is one value after the other, in every combination,
 * unless the test switches that off. Empty, and reported, when a value cannot be had.
 */
export async function expandVariables(
  { vars, at, isExpanded }: SourceTest,
  expandsByDefault: boolean,
  context: ImportContext,
): Promise<Values[]> {
  let cases: Map<string, JsonValue>[] = [new Map()];
  for (const [name, source] of vars) {
    const isMatrix = isExpanded && expandsByDefault && Array.isArray(source.value);
    const choices: JsonValue[] = [];
    for (const item of isMatrix ? source.items() : [source]) {
      const value = await readValue(item, name, context);
      if (value === undefined) return [];
      choices.push(value);
    }
    if (choices.length === 0) {
      context.losses.lose(
        source,
        `variable \`${name}\``,
        'its list is empty, so that no case is left',
      );
    }
    if (cases.length * choices.length > mostCombinations) {
      const reason = `its variables make more than ${mostCombinations} cases`;
      context.losses.lose(at, 'test', reason, 'write fewer values, or a dataset');
      return [];
    }
    cases = cases.flatMap((values) => choices.map((value) => new Map(values).set(name, value)));
  }
  return cases;
}

async function readValue(
  source: Cursor,
  name: string,
  context: ImportContext,
): Promise<JsonValue | undefined> {
  const { losses } = context;
  const value = source.value ?? null;
  const what = `variable \`${name}\``;
  const texts = textsIn(value);
  if (texts.some(isUnsafeTemplate)) {
    const reason = 'its template reads the environment or JavaScript; values are data here';
    losses.refuse(source, what, reason, 'write the value itself; its case is left out');
    return undefined;
  }
  if (texts.some((text) => /\{\{|\{%/.test(text))) {
    const reason = 'a template in a value is sent as it is written, because values are data';
    losses.lose(source, what, reason, 'write the finished value');
  }
  if (typeof value !== 'string' || !value.startsWith('file://')) return value;
  const path = withoutScheme(value);
  if (/\.(?:png|jpe?g|gif|webp|pdf|mp3|wav|mp4|docx|xlsx)$/i.test(path)) {
    losses.lose(source, what, `\`${path}\` is no text; its case is left out`);
    return undefined;
  }
  const file = await readNamed(source, what, context);
  if (file === undefined) return undefined;
  if (!/\.ya?ml$/i.test(path)) return file.text.trim();
  const { value: data } = readYaml(file.path, file.bytes);
  return data === undefined ? file.text.trim() : canonicalJson(data);
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item) => textsIn(item as JsonValue));
}
