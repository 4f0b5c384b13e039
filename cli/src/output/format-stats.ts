import type { RunSummary } from '@galley/engine/ledger';
import { formatUsd, plural } from '@galley/engine/units';
import type { Colors } from './colors.ts';
import { formatTable } from './format-table.ts';

/** Summaries as a table; a cost that is partly unknown says how many calls it lacks. */
export function formatStats(summaries: readonly RunSummary[], by: string, colors: Colors): string {
  const header = [by, 'runs', 'calls', 'requests', 'cached', 'tokens in', 'out', 'cost', 'saved'];
  const rows = summaries.map((summary) => [
    summary.key ?? '(not told)',
    formatCount(summary.runs),
    formatCount(summary.calls),
    formatCount(summary.requestsSent),
    formatCount(summary.cached + summary.replayed),
    formatCount(summary.inputTokens),
    formatCount(summary.outputTokens),
    costText(summary),
    formatUsd(summary.savedNanoUsd),
  ]);
  return formatTable([header, ...rows], (cell, row, column) =>
    row === 0 ? colors.dim(cell) : column === 0 ? colors.bold(cell) : cell,
  );
}

function costText({ knownCostNanoUsd, unknownCostCalls, calls }: RunSummary): string {
  if (unknownCostCalls === 0) return formatUsd(knownCostNanoUsd);
  if (knownCostNanoUsd === 0 && unknownCostCalls === calls) return 'unknown';
  return `${formatUsd(knownCostNanoUsd)} + ${plural(unknownCostCalls, 'call')} unknown`;
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
