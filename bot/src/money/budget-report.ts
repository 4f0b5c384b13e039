import { monthResetDate, type ScopeState } from '@galley/engine/ledger';
import type { MonthSpend } from '@galley/engine/publish';
import { formatUsd, type NanoUsd } from '@galley/engine/units';
import type { Queryable } from '../store/database.ts';
import { readBalances } from './read-balances.ts';
import { runScopes, sharedScopes } from './scopes-of.ts';
import { type Caps, monthOf, type Spender } from './spender.ts';

/** Where every cap stands, as a Markdown table. */
export async function budgetReport(
  sql: Queryable,
  spender: Spender,
  options: { readonly caps: Caps; readonly nowMs: number },
): Promise<string> {
  const { caps, nowMs } = options;
  const balances = await readBalances(sql, spender, { month: monthOf(nowMs) });
  const resetsOn = monthResetDate(nowMs);
  const rows = [
    ...runScopes(caps).flatMap((scope) =>
      scope.capNanoUsd === undefined
        ? []
        : [[nameOf(scope, spender), formatUsd(scope.capNanoUsd), '', '', '', 'each run']],
    ),
    ...sharedScopes(caps, balances).flatMap((scope) => rowsOf(scope, spender, resetsOn)),
  ];
  if (rows.length === 0) {
    const { nanoUsd = 0 } = balances.ofRepository.month ?? {};
    return `No budget is set. This month ${formatUsd(nanoUsd)} were spent; it begins again on ${resetsOn}.`;
  }
  const lines = [
    ['Budget', 'Cap', 'Spent', 'Set aside', 'Left', 'Begins again'],
    ['---', '---:', '---:', '---:', '---:', '---'],
    ...rows,
  ];
  const mode = caps.budgets.mode === 'strict' ? '' : modeNotes[caps.budgets.mode];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}${mode}`;
}

const modeNotes = {
  alert: '\n\nBudgets of galley.yaml are told about and stop nothing (`mode: alert`).',
  disabled: '\n\nBudgets of galley.yaml are only counted (`mode: disabled`).',
};

function rowsOf(scope: ScopeState, spender: Spender, resetsOn: string): string[][] {
  const { capNanoUsd, spentNanoUsd, reservedNanoUsd } = scope;
  const { capTokens, spentTokens, reservedTokens } = scope;
  const again = scope.name === 'pull request' ? 'never' : resetsOn;
  const name = nameOf(scope, spender);
  const row = (cap: number, taken: readonly [number, number], show: (amount: number) => string) => [
    ...[name, show(cap), show(taken[0]), show(taken[1])],
    ...[show(Math.max(0, cap - taken[0] - taken[1])), again],
  ];
  return [
    ...(capNanoUsd === undefined
      ? []
      : [row(capNanoUsd, [spentNanoUsd, reservedNanoUsd], formatUsd)]),
    ...(capTokens === undefined
      ? []
      : [
          row(
            capTokens,
            [spentTokens, reservedTokens],
            (count) => `${count.toLocaleString('en-US')} tokens`,
          ),
        ]),
  ];
}

function nameOf({ name, source }: Pick<ScopeState, 'name' | 'source'>, { actor }: Spender): string {
  const who = name === 'actor' ? `\`${actor.replaceAll(/[`|\s]/g, '')}\` this month` : name;
  return `${who} (${source})`;
}

/** What a pull request has cost since it began, and the lowest cap on that. */
export async function spendOfPullRequest(
  sql: Queryable,
  spender: Spender,
  options: { readonly caps: Caps; readonly nowMs: number },
): Promise<{ readonly pullRequestNanoUsd: NanoUsd; readonly capNanoUsd?: NanoUsd }> {
  const balances = await readBalances(sql, spender, { month: monthOf(options.nowMs) });
  const cap = lowestCap(sharedScopes(options.caps, balances), 'pull request');
  return {
    pullRequestNanoUsd: balances.ofRepository['pull request']?.nanoUsd ?? 0,
    ...(cap !== undefined && { capNanoUsd: cap }),
  };
}

/** What a repository has spent this month, and galley.yaml's cap on that. */
export async function monthSpendOf(
  sql: Queryable,
  spender: Spender,
  options: { readonly caps: Caps; readonly nowMs: number },
): Promise<MonthSpend> {
  const balances = await readBalances(sql, spender, { month: monthOf(options.nowMs) });
  const { monthNanoUsd } = options.caps.budgets;
  return {
    spentNanoUsd: balances.ofRepository.month?.nanoUsd ?? 0,
    ...(monthNanoUsd !== undefined && { capNanoUsd: monthNanoUsd }),
  };
}

function lowestCap(scopes: readonly ScopeState[], name: ScopeState['name']): NanoUsd | undefined {
  const caps = scopes.flatMap((scope) =>
    scope.name === name && scope.capNanoUsd !== undefined ? [scope.capNanoUsd] : [],
  );
  return caps.length === 0 ? undefined : Math.min(...caps);
}
