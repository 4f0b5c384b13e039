import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../evaluate/results.ts';
import type { PageRow } from '../html/page-data.ts';
import { sampleEvaluation } from '../testing/sample-evaluation.ts';
import { createCaseGrouper } from './case-runs.ts';
import { evaluationPageRow } from './page-row.ts';

function rowsOf(change?: (result: RunResult) => RunResult): PageRow[] {
  const { header, results } = sampleEvaluation(undefined, change);
  const rows: PageRow[] = [];
  const grouper = createCaseGrouper(header, (run) => {
    rows.push(evaluationPageRow(run, { withTimes: true }));
  });
  for (const result of results) grouper.add(result);
  grouper.end();
  return rows;
}

describe('evaluationPageRow', () => {
  it('counts plain checks over the repeats and averages scores', () => {
    const [passed, failed] = rowsOf();
    expect(passed?.checks.map(({ text }) => text)).toEqual(['2 of 2', '2 of 2', '0.72']);
    expect(failed?.checks.map(({ status }) => status)).toEqual(['good', 'bad', 'good']);
  });

  it('shows what was expected against what came, and nothing when they are equal', () => {
    const [passed, failed] = rowsOf();
    const diffs = (row: PageRow | undefined) =>
      row?.details.filter(({ kind }) => kind === 'diff').map(({ title }) => title);
    expect(diffs(passed)).toEqual([]);
    expect(diffs(failed)).toEqual([
      'Expected → answer, repeat 1: failed',
      'Expected → answer, repeat 2: failed',
    ]);
  });

  it('says why a case has no verdict', () => {
    const error = rowsOf()[2];
    expect(error?.status).toBe('warning');
    expect(error?.details[0]).toMatchObject({ kind: 'list', items: ['the provider answered 500'] });
  });

  it('leaves an unknown price unknown', () => {
    const [row] = rowsOf((result) => ({ ...result, listCostNanoUsd: undefined }));
    expect(row?.cells[6]).toBeNull();
  });

  it('shortens an answer without end', () => {
    const [row] = rowsOf((result) => ({ ...result, text: '界'.repeat(1_000_000) }));
    expect(JSON.stringify(row).length).toBeLessThan(60_000);
  });
});
