import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { reportOf, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { csvFormat } from './format-csv.ts';

const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[];

it('has a row per draw and a column per check', () => {
  const rows = rowsOf(reportOf(csvFormat, sampleEvaluation()));
  expect(rows).toHaveLength(12);
  expect(rows[2]).toMatchObject({
    case: 'broken-vase',
    repeat: '1',
    outcome: 'failed',
    reason: 'right amount: expected 20, got 5',
    cost_usd: '0.00042',
    'check: output schema': '1',
    'check: right amount': '0',
    'check: friendly': '0.72',
  });
});

it('leaves a cell empty where nothing is known, and never says 0 for it', () => {
  const unknown = sampleEvaluation(undefined, (result) => ({ ...result, costNanoUsd: undefined }));
  const [row] = rowsOf(reportOf(csvFormat, unknown));
  expect(row).toMatchObject({ cost_usd: '', input_tokens: '', group: '' });
});
