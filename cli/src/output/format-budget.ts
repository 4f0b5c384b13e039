import { formatUsd, plural } from '@galley/engine/units';
import type { BudgetReport, CapAlert, ScopeReport } from '../workspace/describe-budget.ts';
import type { Colors } from './colors.ts';
import { formatTable } from './format-table.ts';
import { outputLine } from './output-line.ts';

/** Every cap as a row, and below them when the month begins again and what is not known. */
export function formatBudget(report: BudgetReport, colors: Colors): string {
  const header = ['', 'cap', 'spent', 'reserved', 'left', 'from', ''];
  const rows = report.scopes.flatMap((scope) => rowsOf(scope, report));
  const table = formatTable([header, ...rows], (cell, row, column) => {
    if (row === 0 || column === 5) return colors.dim(cell);
    if (column === 0) return colors.bold(cell);
    if (column < 6) return cell;
    return cell.startsWith('over') ? colors.red(cell) : colors.yellow(cell);
  });
  const notes = [
    `mode ${report.mode}; the month begins again on ${report.monthResetsOn} (UTC)`,
    ...(report.tier === null ? [] : [`tier ${report.tier}, set by the operator`]),
    ...unknownNotes(report),
  ];
  return `${table}\n${notes.map((note) => `${outputLine(note)}\n`).join('')}`;
}

function rowsOf(scope: ScopeReport, report: BudgetReport): string[][] {
  const { capNanoUsd, capTokens } = scope;
  const name = nameOf(scope, report);
  const from = scope.source ?? '';
  const rows: string[][] = [];
  if (capNanoUsd !== null || capTokens === null) {
    const cap = capNanoUsd === null ? 'no cap' : formatUsd(capNanoUsd);
    const left = scope.leftNanoUsd === null ? '' : formatUsd(scope.leftNanoUsd);
    const spent = scope.scope === 'run' ? '' : formatUsd(scope.spentNanoUsd);
    rows.push([
      name,
      cap,
      spent,
      formatUsd(scope.reservedNanoUsd),
      left,
      from,
      stateOf(scope.moneyAlert, scope, report),
    ]);
  }
  if (capTokens !== null) {
    const { spentTokens, reservedTokens, leftTokens } = scope;
    const counts = [capTokens, spentTokens, reservedTokens, leftTokens ?? 0].map(formatTokens);
    rows.push([`${name}, tokens`, ...counts, from, stateOf(scope.tokensAlert, scope, report)]);
  }
  return rows;
}

function nameOf({ scope }: ScopeReport, { actor, pullRequest }: BudgetReport): string {
  if (scope === 'actor') return `${actor ?? 'you'} this month`;
  if (scope === 'pull request') return `pull request #${pullRequest ?? ''}`;
  return scope === 'run' ? 'each run' : 'this month';
}

function stateOf(
  alert: CapAlert,
  { source, enforcedHere }: ScopeReport,
  { alertPct }: BudgetReport,
): string {
  if (source === null) return '';
  const level = { none: '', near: `over ${alertPct} %`, over: 'over the cap' }[alert];
  const shown = enforcedHere ? '' : 'told, not enforced here';
  return [level, shown].filter((text) => text !== '').join('; ');
}

function unknownNotes({ scopes }: BudgetReport): string[] {
  const calls = scopes.find(({ scope }) => scope === 'month')?.unknownCostCalls ?? 0;
  return calls === 0 ? [] : [`plus ${plural(calls, 'call')} of unknown cost this month`];
}

function formatTokens(count: number): string {
  return count.toLocaleString('en-US');
}
