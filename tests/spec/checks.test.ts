import { readdirSync, readFileSync } from 'node:fs';
import { schemas } from '@galley/schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkPlugs } from '../../engine/src/evaluate/checks/registry.ts';
import { prepareChecks } from '../../engine/src/evaluate/checks/run-checks.ts';
import { subjectOf } from '../../engine/src/evaluate/testing/subject-in-memory.ts';
import type { Case, CheckKey, JsonValue, Tool } from '../../engine/src/library/nodes.ts';
import { openLibrary } from '../../engine/src/library/open-library.ts';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import type { ToolCall } from '../../engine/src/models/providers/contract.ts';

interface Row {
  readonly name: string;
  readonly check: Record<string, JsonValue>;
  /** Text, or anything else as JSON under `format: json`. */
  readonly answer: JsonValue;
  /** How often the text stands there; default once. */
  readonly repeated?: number;
  readonly case?: Partial<Case>;
  readonly call?: Record<string, JsonValue>;
  readonly calls?: readonly ToolCall[];
  readonly tools?: readonly Tool[];
  readonly outcome: 'passed' | 'failed' | 'error';
  /** What the reason says somewhere. */
  readonly reason?: string;
  /** To three decimals. */
  readonly score?: number;
}

const folder = new URL('./checks/', import.meta.url);
const tables = readdirSync(folder).map(
  (file) => [file, parse(readFileSync(new URL(file, folder), 'utf8')) as Row[]] as const,
);

describe.each(tables)('%s', (_, rows) => {
  it.each(rows)('$name', async (row) => {
    const [result] = await judge(row);
    expect(result).toMatchObject({ outcome: row.outcome });
    if (row.reason !== undefined) expect(result?.reason).toContain(row.reason);
    if (row.score !== undefined) expect(result?.score).toBeCloseTo(row.score, 3);
  });
});

it('every check that asks nobody stands in a table, passed and not', () => {
  const { oneOf } = schemas.check as unknown as { oneOf: { required: [string] }[] };
  const rows = tables.flatMap(([, list]) => list);
  const keys = oneOf.map(({ required: [key] }) => key as CheckKey);
  const outcomesOf = (key: string) =>
    new Set(rows.filter(({ check }) => key in check && !check.not).map(({ outcome }) => outcome));
  const missing = keys.filter((key) => {
    const outcomes = outcomesOf(key);
    return checkPlugs[key].asks !== true && !(outcomes.has('passed') && outcomes.has('failed'));
  });
  expect(missing).toEqual([]);
});

/** The check goes the way of a document: read, validated, normalised. */
async function judge({ check, call = {}, calls, tools, case: item, ...row }: Row) {
  const { repeated, answer: once } = row;
  const answer = repeated === undefined ? once : String(once).repeat(repeated);
  const document = { apiVersion: 'galley/v1', kind: 'Suite', targets: ['reply'] };
  const suite = { ...document, cases: [{ inputs: {} }], checks: [check] };
  const files = { 'galley.yaml': 'apiVersion: galley/v1\nkind: Project\n' };
  const library = await openLibrary(
    memoryTree({ ...files, 'suites/rows.yaml': JSON.stringify(suite) }),
  );
  const checks = library.suites.get('rows')?.checks ?? [];
  expect(checks.map(({ key }) => check[key])).toHaveLength(1);
  const isText = typeof answer === 'string';
  const { outputTokens, ...known } = call;
  const subject = subjectOf(isText ? answer : JSON.stringify(answer), {
    format: isText ? 'text' : 'json',
    case: item === undefined ? {} : { inputs: {}, expected: undefined as never, ...item },
    ...(calls && { toolCalls: calls }),
    ...Object.fromEntries(Object.entries(known).map(([key, value]) => [key, writtenAs(value)])),
    ...(outputTokens !== undefined && {
      usage: {
        inputTokens: 1,
        cachedInputTokens: undefined,
        outputTokens: writtenAs(outputTokens) as number | undefined,
      },
    }),
  });
  const prepared = prepareChecks(checks, {
    suite: 'rows',
    promptTools: tools ?? [],
    askJudge: () => Promise.reject(new TypeError('no judge here')),
    signal: new AbortController().signal,
  });
  return (await prepared.run(subject)).results;
}

function writtenAs(written: JsonValue): JsonValue | undefined {
  return written === 'unknown' ? undefined : written;
}
