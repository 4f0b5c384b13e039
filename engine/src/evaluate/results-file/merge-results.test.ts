import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTextDigest } from '../../units/text-digest.ts';
import { evaluationHeader } from '../evaluation-header.ts';
import type { EvaluationPlan } from '../evaluation-plan.ts';
import { executeEvaluation } from '../execute-evaluation.ts';
import { planEvaluation } from '../plan-evaluation.ts';
import type { RunResult } from '../results.ts';
import { shardPlan } from '../shard-plan.ts';
import {
  answeredWith,
  casesOf,
  checkOf,
  deskOf,
  libraryOf,
  promptOf,
  renderMessage,
  suiteOf,
} from '../testing/library-in-memory.ts';
import { writtenResult } from '../written-result.ts';
import { mergeResults } from './merge-results.ts';
import { openResultsFile } from './results-file.ts';

const suite = suiteOf('refunds', {
  targets: [{ prompt: 'refund' }, { prompt: 'escalate' }],
  cases: casesOf(['late', 'lost', 'broken', 'stolen', 'wrong']),
  checks: [checkOf('contains', 'Fine')],
  repeats: 2,
});
const library = libraryOf({
  prompts: [promptOf('refund', 'Refund {{ message }}'), promptOf('escalate', '{{ message }}!')],
  suites: [suite],
});
const plan = planEvaluation(library, { side: 'head', mode: 'auto' });

let folder: string;
const names = ['one.jsonl', 'two.jsonl', 'three.jsonl'] as const;
const pathOf = (name: string) => join(folder, name);
const textOf = (name: string) => readFileSync(pathOf(name), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'galley-results-'));
  for (const [at, name] of names.entries()) {
    await writeResults(name, { index: at + 1, count: 3 });
  }
  await writeResults('whole.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function resultsOf(part: EvaluationPlan): Promise<RunResult[]> {
  const desk = deskOf(() => answeredWith('Fine.'));
  const signal = new AbortController().signal;
  const results: RunResult[] = [];
  const run = { render: renderMessage, desk, concurrency: 3, signal };
  for await (const result of executeEvaluation(part, run)) results.push(result);
  return results;
}

async function writeResults(name: string, shard?: { index: number; count: number }): Promise<void> {
  const results = await resultsOf(shard ? shardPlan(plan, shard) : plan);
  const header = evaluationHeader(plan, { shard });
  writeLines(name, [header, ...results.map(writtenResult)], null);
}

/** Lines with an end that fits them. */
function writeLines(name: string, values: readonly unknown[], stoppedBy: unknown): void {
  const digest = createTextDigest();
  const lines = values.map((value) => `${JSON.stringify(value)}\n`);
  for (const line of lines) digest.add(line);
  const end = { results: values.length - 1, stoppedBy, sha256: digest.digest() };
  writeFileSync(pathOf(name), `${lines.join('')}${JSON.stringify({ end })}\n`);
}

/** Changes one value of a file and makes the checksum fit again, as a forger would. */
function forge(from: string, to: string, change: (values: Record<string, unknown>[]) => unknown[]) {
  const values = textOf(from)
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  writeLines(to, change(values), null);
}

async function merge(files: readonly string[], allowIncomplete = false) {
  const opened = [];
  for (const name of files) opened.push(await openResultsFile(pathOf(name), name));
  const merged = await mergeResults(opened, { allowIncomplete });
  const results: RunResult[] = [];
  for await (const result of merged.results()) results.push(result);
  return { ...merged, results };
}

describe('shards', () => {
  it('make the results of one run again, whatever their order', async () => {
    const merged = await merge(['three.jsonl', 'one.jsonl', 'two.jsonl']);
    expect(merged.results).toStrictEqual(await resultsOf(plan));
    expect(merged.header).toEqual(JSON.parse(JSON.stringify(evaluationHeader(plan))));
    expect(merged.missing).toEqual([]);
    expect((await merge(['whole.jsonl'])).results).toStrictEqual(merged.results);
  });

  it.each([
    ['one is missing', ['one.jsonl', 'three.jsonl'], /shard 2\/3 is missing/],
    ['one comes twice', ['one.jsonl', 'two.jsonl', 'two.jsonl'], /shard 2\/3 comes twice/],
    [
      'a whole run is among them',
      ['one.jsonl', 'whole.jsonl'],
      /something else about the same plan/,
    ],
  ])('are refused when %s', async (_, files, message) => {
    await expect(merge(files)).rejects.toThrow(message);
  });

  it('that are not all there are merged when that is allowed, and say what is missing', async () => {
    const merged = await merge(['three.jsonl', 'one.jsonl'], true);
    expect(merged.missing).toEqual(['shard 2/3 is missing']);
    expect(merged.results.length + merged.missingRuns).toBe(plan.runs);
    expect(merged.missingRuns).toBeGreaterThan(0);
  });

  it('of a run that was stopped or killed are incomplete', async () => {
    const lines = textOf('two.jsonl').trimEnd().split('\n');
    const values = lines.slice(0, -2).map((line) => JSON.parse(line));
    writeLines('stopped.jsonl', values, { code: 'budget-exceeded', message: 'the cap is reached' });
    writeFileSync(pathOf('killed.jsonl'), textOf('two.jsonl').slice(0, -200));
    for (const [name, why] of [
      ['stopped.jsonl', /the cap is reached/],
      ['killed.jsonl', /killed|ends within a line/],
    ] as const) {
      await expect(merge(['one.jsonl', name, 'three.jsonl'])).rejects.toMatchObject({
        code: 'results-incomplete',
        message: expect.stringMatching(why),
      });
    }
    const allowed = await merge(['one.jsonl', 'stopped.jsonl', 'three.jsonl'], true);
    expect(allowed.missingRuns).toBe(1);
  });
});

describe('a file that was changed', () => {
  const change = (index: number, fields: object) => (values: Record<string, unknown>[]) =>
    values.map((value, at) => (at === index ? { ...value, ...fields } : value));

  it.each<[string, (values: Record<string, unknown>[]) => unknown[], RegExp]>([
    ['a failed check called passed', failedCheck, /:3 is passed although a check failed/],
    ['a line left out', (values) => values.toSpliced(2, 1), /:3 comes where .* should stand/],
    [
      'the last result left out',
      (values) => values.slice(0, -1),
      /ends the file, and 1 runs are missing/,
    ],
    ['a line twice', (values) => values.toSpliced(2, 0, ...values.slice(2, 3)), /:4 is of no run/],
    [
      'two lines swapped',
      ([header, first, ...rest]) => [header, ...rest.slice(0, 1), first, ...rest.slice(1)],
      /is of no run/,
    ],
    ['a case of another shard', change(1, { caseId: 'case-5', repeat: 0 }), /:\d+ /],
    ['money with a fraction', change(2, { costNanoUsd: 0.5 }), /:3 has a wrong `costNanoUsd`/],
    ['money below zero', change(2, { costNanoUsd: -5 }), /:3 has a wrong `costNanoUsd`/],
    [
      'money beyond what is exact',
      change(2, { costNanoUsd: 2 ** 60 }),
      /:3 has a wrong `costNanoUsd`/,
    ],
    ['a check left out', change(2, { checks: [] }), /:3 lacks the check “contains”/],
    ['an unknown outcome', change(2, { outcome: 'great' }), /:3 has a wrong `outcome`/],
    ['a gate made weaker', change(0, { notExecuted: 'error' }), /:1 says something else/],
    ['another plan', change(0, { planHash: 'b'.repeat(64) }), /different plans/],
    [
      'a shard that is none',
      change(0, { shard: { index: 4, count: 3 } }),
      /:1 has a wrong `shard`/,
    ],
    ['a billion runs', change(0, { runs: 1e9 }), /:1 says 1000000000 runs/],
    ['another version', change(0, { schema: 'galley-results/v9' }), /another version/],
    ['its times left out', change(0, { timesLeftOut: true }), /:1 was written with --no-times/],
    ['no header', (values) => values.slice(1), /is not the first line of results/],
    ['a line that is no object', (values) => [...values, 7], /is no JSON object/],
  ])('with %s is refused by its line', async (_, edit, message) => {
    forge('two.jsonl', 'forged.jsonl', edit);
    await expect(merge(['one.jsonl', 'forged.jsonl', 'three.jsonl'])).rejects.toMatchObject({
      code: 'results-invalid',
      message: expect.stringMatching(message),
    });
  });

  it('by hand is refused by its checksum, and so is one with lines after its end', async () => {
    const text = textOf('two.jsonl');
    writeFileSync(pathOf('edited.jsonl'), text.replace('Fine.', 'Fine!'));
    await expect(merge(['one.jsonl', 'edited.jsonl', 'three.jsonl'])).rejects.toThrow(/checksum/);
    writeFileSync(pathOf('longer.jsonl'), `${text}{"suite":"refunds"}\n`);
    await expect(merge(['one.jsonl', 'longer.jsonl', 'three.jsonl'])).rejects.toThrow(
      /stands after the last line/,
    );
    writeFileSync(pathOf('empty.jsonl'), '');
    await expect(merge(['empty.jsonl'])).rejects.toThrow(/is empty/);
    writeFileSync(pathOf('binary.jsonl'), Buffer.from([0xff, 0xfe, 0, 10, 0xff]));
    await expect(merge(['binary.jsonl'])).rejects.toThrow(/is not the first line of results/);
    await expect(merge(['absent.jsonl'])).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  function failedCheck(values: Record<string, unknown>[]): unknown[] {
    const [check] = (values[2]?.checks ?? []) as object[];
    return change(2, { checks: [{ ...check, outcome: 'failed', score: 0 }] })(values);
  }
});
