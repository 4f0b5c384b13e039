import { type BudgetScopeName, defaultAlertPct, type ScopeState } from '@galley/engine/ledger';
import { formatUsd } from '@galley/engine/units';
import type { Queryable } from '../store/database.ts';
import { tellOnce } from '../store/told.ts';
import { readBalances } from './read-balances.ts';
import { sharedScopes } from './scopes-of.ts';
import { type Caps, monthOf, type Spender } from './spender.ts';

/** A month's cap that is nearly used, or used up. */
export interface BudgetAlert {
  /** Once told under this key, it is not told again. */
  readonly key: string;
  /** Keys of lower levels, which it says as well. */
  readonly alsoSays: readonly string[];
  readonly scope: BudgetScopeName;
  /** Who set the cap: `galley.yaml` or `tier starter`. */
  readonly source: string;
  readonly unit: 'usd' | 'tokens';
  /** 100, or the share of galley.yaml that was reached. */
  readonly pct: number;
  /** Nano-dollars or tokens. */
  readonly cap: number;
  readonly spent: number;
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly actor?: string;
  /** A sentence. */
  readonly text: string;
}

/** A cap that refused an attempt: under a strict one what is spent hardly ever reaches it. */
export interface StoppedBy {
  readonly scope: BudgetScopeName;
  readonly source: string;
}

/** Alerts of a month's caps that are due and were not told in this way yet; of one cap the highest. */
export async function dueAlerts(
  sql: Queryable,
  spender: Spender,
  options: {
    readonly caps: Caps;
    readonly stoppedBy: readonly StoppedBy[];
    readonly nowMs: number;
    readonly way: 'issue' | 'webhook';
  },
): Promise<BudgetAlert[]> {
  const { caps, stoppedBy, nowMs, way } = options;
  const month = monthOf(nowMs);
  const balances = await readBalances(sql, spender, { month });
  const alertPct = caps.budgets.alertPct ?? defaultAlertPct;
  const alerts = sharedScopes(caps, balances)
    .filter(({ name, mode }) => name !== 'pull request' && mode !== 'disabled')
    .flatMap((scope) => {
      const isStopped = stoppedBy.some(
        (by) => by.scope === scope.name && by.source === scope.source,
      );
      return amountsOf(scope).flatMap((amount) =>
        alertOf(scope, { ...amount, isStopped, alertPct, month, way, spender }),
      );
    });
  if (alerts.length === 0) return [];
  const told = await sql.query<{ key: string }>('select key from told where key = any($1)', [
    alerts.map(({ key }) => key),
  ]);
  return alerts.filter(({ key }) => !told.some((row) => row.key === key));
}

/** Takes note that an alert is told; false when somebody else told it already. */
export async function markTold(sql: Queryable, { key, alsoSays }: BudgetAlert): Promise<boolean> {
  for (const lower of alsoSays) await tellOnce(sql, lower);
  return tellOnce(sql, key);
}

interface CapAmount {
  readonly unit: 'usd' | 'tokens';
  readonly cap: number;
  readonly spent: number;
}

function amountsOf(scope: ScopeState): CapAmount[] {
  const { capNanoUsd, spentNanoUsd, capTokens, spentTokens } = scope;
  return [
    ...(capNanoUsd === undefined
      ? []
      : [{ unit: 'usd' as const, cap: capNanoUsd, spent: spentNanoUsd }]),
    ...(capTokens === undefined
      ? []
      : [{ unit: 'tokens' as const, cap: capTokens, spent: spentTokens }]),
  ];
}

function alertOf(
  scope: ScopeState,
  options: CapAmount & {
    readonly isStopped: boolean;
    readonly alertPct: number;
    readonly month: string;
    readonly way: string;
    readonly spender: Spender;
  },
): BudgetAlert[] {
  const { unit, cap, spent, isStopped, alertPct, month, way, spender } = options;
  if (cap <= 0) return [];
  const isOver = spent >= cap || isStopped;
  const isNear = spent * 100 >= cap * alertPct;
  if (!isOver && !isNear) return [];
  const { name, source } = scope;
  const whose = source.startsWith('tier')
    ? `account ${spender.accountId}`
    : `repository ${spender.repositoryId}`;
  const actor = name === 'actor' ? spender.actor.toLowerCase() : undefined;
  const keyAt = (level: string) =>
    JSON.stringify(['budget', whose, source, name, actor ?? null, unit, month, level, way]);
  const pct = isOver ? 100 : alertPct;
  return [
    {
      key: keyAt(isOver ? 'over' : 'near'),
      alsoSays: isOver ? [keyAt('near')] : [],
      ...{ scope: name, source, unit, pct, cap, spent, month },
      ...(actor !== undefined && { actor }),
      text: sentence({ unit, cap, spent, pct, month, actor, source, isOver }),
    },
  ];
}

function sentence(facts: {
  readonly unit: 'usd' | 'tokens';
  readonly cap: number;
  readonly spent: number;
  readonly pct: number;
  readonly month: string;
  readonly actor: string | undefined;
  readonly source: string;
  readonly isOver: boolean;
}): string {
  const { unit, cap, spent, month, actor, source } = facts;
  const show = (amount: number) =>
    unit === 'usd' ? formatUsd(amount) : `${amount.toLocaleString('en-US')} tokens`;
  const whose = actor === undefined ? '' : ` of ${actor}`;
  const level = facts.isOver ? levelOver(facts) : `is used to ${facts.pct} %`;
  return `The budget${whose} for ${month} (${source}) ${level}: ${show(spent)} of ${show(cap)} are spent.`;
}

function levelOver({ spent, cap }: { readonly spent: number; readonly cap: number }): string {
  return spent >= cap ? 'is used up' : 'could not hold the next call';
}
