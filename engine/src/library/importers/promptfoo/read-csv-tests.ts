import { readCsvRows } from '../../../tables/read-csv-rows.ts';
import { tableProblems } from '../../../tables/table-problems.ts';
import { recordOf } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import { type Cursor, fixedCursor } from '../cursor.ts';
import type { ImportContext, NamedFile } from './import-context.ts';

const shorthand =
  /^((?:not-)?(?:similar:(?:cosine|dot|euclidean)|[a-z][a-z-]*))(?:\(([0-9.]+)\))?(?::([\s\S]*))?$/;
const shorthandTypes = new Set([
  ...['equals', 'contains', 'contains-all', 'contains-any', 'icontains', 'icontains-all'],
  ...['icontains-any', 'starts-with', 'regex', 'word-count', 'levenshtein', 'rouge-n', 'bleu'],
  ...['gleu', 'meteor', 'similar', 'is-json', 'contains-json', 'is-html', 'contains-html'],
  ...['is-sql', 'contains-sql', 'is-xml', 'contains-xml', 'is-refusal', 'cost', 'latency'],
  ...['perplexity', 'perplexity-score', 'llm-rubric', 'g-eval', 'factuality', 'moderation'],
  ...['model-graded-factuality', 'model-graded-closedqa', 'answer-relevance', 'classifier'],
  ...['context-faithfulness', 'context-recall', 'context-relevance', 'finish-reason'],
  ...['is-valid-openai-function-call', 'is-valid-openai-tools-call', 'is-valid-function-call'],
  ...['javascript', 'python', 'ruby', 'webhook', 'pi', 'select-best', 'guardrails', 'human'],
]);

/** The rows of a CSV file as tests: `__expected` and its kin are what promptfoo makes of them. */
export function readCsvTests(file: NamedFile, { losses }: ImportContext): Cursor[] {
  const problems = tableProblems(file.path);
  const table = readCsvRows(file.bytes, file.text, problems);
  for (const { message, line, column, hint } of problems.list) {
    losses.lose(fixedCursor(file.path, { line, column }, null), 'test', message, hint);
  }
  if (table === undefined) return [];
  const names = table.header.map(({ name }) => name);
  for (const { name, at } of table.header) {
    if (!name.startsWith('__') || isReadColumn(name)) continue;
    losses.lose(fixedCursor(file.path, at, null), `column \`${name}\``, 'it is not read');
  }
  return table.rows.map(({ cells, at }) => fixedCursor(file.path, at, testOf(names, cells)));
}

function isReadColumn(name: string): boolean {
  return (
    /^__expected\d*$/.test(name) ||
    /^__metadata:[^:]+$/.test(name) ||
    ['__description', '__metric', '__threshold'].includes(name)
  );
}

function testOf(names: readonly string[], cells: readonly string[]): JsonValue {
  const vars: [string, JsonValue][] = [];
  const asserts: JsonValue[] = [];
  const metadata: [string, JsonValue][] = [];
  const test: Record<string, JsonValue> = {};
  let metric: string | undefined;
  for (const [index, name] of names.entries()) {
    const cell = cells[index] ?? '';
    if (!name.startsWith('__')) vars.push([name, cell]);
    else if (cell === '') continue;
    else if (/^__expected\d*$/.test(name)) asserts.push(assertionOf(cell));
    else if (name === '__description') test.description = cell;
    else if (name === '__metric') metric = cell;
    else if (name === '__threshold') test.threshold = Number(cell);
    else if (/^__metadata:[^:]+$/.test(name)) metadata.push(metadataOf(name, cell));
  }
  const named = metric === undefined ? asserts : asserts.map((item) => withMetric(item, metric));
  return {
    ...test,
    vars: recordOf(vars),
    ...(named.length > 0 && { assert: named }),
    ...(metadata.length > 0 && { metadata: recordOf(metadata) }),
  };
}

function withMetric(assertion: JsonValue, metric: string | undefined): JsonValue {
  return { ...(assertion as Record<string, JsonValue>), metric: String(metric) };
}

function metadataOf(column: string, cell: string): [string, JsonValue] {
  const key = column.slice('__metadata:'.length);
  if (!key.endsWith('[]')) return [key, cell];
  return [
    key.slice(0, -2),
    cell.split(/(?<!\\),/).map((item) => item.trim().replaceAll('\\,', ',')),
  ];
}

/** `contains: Acme`, `similar(0.8): Hello` or a text that the answer equals. */
export function assertionOf(cell: string): JsonValue {
  const text = cell.trim();
  const code = /^(?:(javascript|fn|eval)|(python)):\s*([\s\S]*)$/.exec(text);
  if (code) return { type: code[2] ?? 'javascript', value: code[3] ?? '' };
  if (/^(?:file|package):\/?\/?/.test(text)) return { type: 'javascript', value: text };
  const graded = /^grade:\s*([\s\S]*)$/.exec(text);
  if (graded) return { type: 'llm-rubric', value: graded[1] ?? '' };
  const match = shorthand.exec(text);
  const type = match?.[1] ?? '';
  const base = type.replace(/^not-/, '');
  if (!match || !(shorthandTypes.has(base) || base.startsWith('similar:'))) {
    return { type: 'equals', value: cell };
  }
  const [, , threshold, value] = match;
  return {
    type,
    ...(threshold !== undefined && { threshold: Number(threshold) }),
    ...(value !== undefined && value.trim() !== '' && { value: value.trim() }),
  };
}
