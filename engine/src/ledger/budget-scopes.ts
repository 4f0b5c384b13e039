import type { Project } from '../library/project.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { BudgetScope, BudgetScopeName } from './budget-scope.ts';
import type { TierLimits } from './tiers.ts';

/** Spent before this process, by scope; a scope that is absent cannot be told and is left out. */
export type OpeningBalances = Partial<Readonly<Record<BudgetScopeName, OpeningBalance>>>;

export interface OpeningBalance {
  readonly nanoUsd: NanoUsd;
  readonly tokens: number;
  /** Set aside for other runs that are under way. */
  readonly elsewhereNanoUsd?: NanoUsd;
  readonly elsewhereTokens?: number;
}

/**
 * Every cap that holds, each as a scope of its own: galley.yaml's in the mode it names, the
 * operator's always strict. An attempt that fits into all of them fits under the lowest.
 * @param options.tierOpenings balances of the tier's scopes, where it covers more than one repository;
 * default those of galley.yaml
 * @param options.maxCostNanoUsd `--max-cost`: strict; a strict and lower cap of galley.yaml stays
 * @param options.shown scopes that are counted and told about and never refuse: what this door cannot
 * see whole
 */
export function budgetScopes(
  budgets: Project['budgets'],
  options: {
    readonly openings: OpeningBalances;
    readonly tierOpenings?: OpeningBalances;
    readonly tier?: { readonly name: string; readonly limits: TierLimits } | undefined;
    readonly maxCostNanoUsd?: NanoUsd | undefined;
    readonly shown?: ReadonlySet<BudgetScopeName>;
  },
): BudgetScope[] {
  const { openings, tierOpenings = openings, tier, maxCostNanoUsd, shown } = options;
  const run = runCap(budgets, maxCostNanoUsd);
  const written = capsOf(budgets).map((cap) => ({
    ...cap,
    source: 'galley.yaml',
    mode: shown?.has(cap.name) && budgets.mode === 'strict' ? ('alert' as const) : budgets.mode,
  }));
  const ofTier = tierCaps(tier).map((cap) => ({
    ...cap,
    source: `tier ${tier?.name}`,
    mode: shown?.has(cap.name) ? ('alert' as const) : ('strict' as const),
  }));
  return [
    { name: 'run', ...run },
    ...written.flatMap((scope) => withOpening(scope, openings)),
    ...ofTier.flatMap((scope) => withOpening(scope, tierOpenings)),
  ];
}

/** The scope with its balance; none where the balance cannot be told. A run begins at nothing. */
function withOpening(scope: BudgetScope, openings: OpeningBalances): BudgetScope[] {
  if (scope.name === 'run') return [scope];
  const opening = openings[scope.name];
  if (!opening) return [];
  const { nanoUsd: openingNanoUsd, tokens: openingTokens } = opening;
  const { elsewhereNanoUsd = 0, elsewhereTokens = 0 } = opening;
  return [{ ...scope, openingNanoUsd, openingTokens, elsewhereNanoUsd, elsewhereTokens }];
}

function tierCaps(tier: { readonly limits: TierLimits } | undefined): Cap[] {
  if (!tier) return [];
  const { runNanoUsd } = tier.limits;
  const ofRun = runNanoUsd === undefined ? [] : [{ name: 'run' as const, capNanoUsd: runNanoUsd }];
  return [...ofRun, ...capsOf(tier.limits)];
}

type Cap = Pick<BudgetScope, 'name' | 'capNanoUsd' | 'capTokens'>;

function capsOf(limits: Omit<TierLimits, 'runNanoUsd'> | Project['budgets']): Cap[] {
  const caps: Cap[] = [
    { name: 'pull request', capNanoUsd: limits.pullRequestNanoUsd },
    { name: 'month', capNanoUsd: limits.monthNanoUsd, capTokens: limits.tokensMonth },
    { name: 'actor', capNanoUsd: limits.actorNanoUsd },
  ];
  return caps.filter(({ capNanoUsd, capTokens }) => (capNanoUsd ?? capTokens) !== undefined);
}

function runCap(
  { runNanoUsd, mode }: Project['budgets'],
  maxCost: NanoUsd | undefined,
): Omit<BudgetScope, 'name'> {
  const written = { source: 'galley.yaml', capNanoUsd: runNanoUsd, mode };
  if (maxCost === undefined) return written;
  const isLower = mode === 'strict' && runNanoUsd !== undefined && runNanoUsd < maxCost;
  return isLower ? written : { source: '--max-cost', capNanoUsd: maxCost, mode: 'strict' };
}
