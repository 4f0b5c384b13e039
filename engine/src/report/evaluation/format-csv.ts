import type { CheckResult, RunResult } from '../../evaluate/results.ts';
import { decimalUsd } from '../../units/decimal-usd.ts';
import { type CsvCell, csvRow } from '../data/csv-row.ts';
import type { EvaluationFormat } from './contract.ts';
import { failureReason } from './failed-run.ts';
import { partNotes } from './part-notes.ts';

/**
 * For spreadsheets: a row per draw, a column per name of a check. A check's cell is its score (0..1),
 * or the word for why there is none, and empty where the suite has no such check. A part of a run says
 * so in every row, in a column `part` of its own.
 */
export const csvFormat: EvaluationFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  open(write, header, { withTimes }) {
    const arms = header.suites.flatMap((suite) => suite.arms);
    const checks = [...new Set(arms.flatMap((arm) => arm.checks.map(({ name }) => name)))];
    const part = partNotes(header).join(' ');
    const partColumn: typeof columnsOfRun = part === '' ? {} : { part: () => part };
    const columns = Object.entries({
      ...columnsOfRun,
      ...(withTimes && measuredColumns),
      ...partColumn,
    });
    write(csvRow([...columns.map(([name]) => name), ...checks.map((name) => `check: ${name}`)]));
    return {
      add(result) {
        const byName = new Map(result.checks.map((check) => [check.name, check]));
        const cells = checks.map((name) => checkCell(byName.get(name)));
        write(csvRow([...columns.map(([, read]) => read(result)), ...cells]));
      },
      end() {},
    };
  },
};

const columnsOfRun: Readonly<Record<string, (result: RunResult) => CsvCell>> = {
  suite: ({ suite }) => suite,
  target: ({ target }) => target,
  model: ({ model }) => model,
  case: ({ caseId }) => caseId,
  group: ({ group }) => group,
  tags: ({ tags }) => tags.join(' '),
  repeat: ({ repeat }) => repeat + 1,
  outcome: ({ outcome }) => outcome,
  reason: (result) => (result.outcome === 'passed' ? undefined : failureReason(result)),
  list_cost_usd: ({ listCostNanoUsd }) => money(listCostNanoUsd),
  input_tokens: ({ usage }) => usage?.inputTokens,
  output_tokens: ({ usage }) => usage?.outputTokens,
  answer: ({ text }) => text,
};

const measuredColumns: typeof columnsOfRun = {
  source: ({ source }) => source,
  requests: ({ requests }) => requests,
  cost_usd: ({ costNanoUsd }) => money(costNanoUsd),
  latency_ms: ({ latencyMs }) => latencyMs,
};

function money(amount: number | undefined): string | undefined {
  return amount === undefined ? undefined : decimalUsd(amount);
}

function checkCell(check: CheckResult | undefined): CsvCell {
  return check?.score ?? check?.outcome;
}
