import type { Project } from '../library/project.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { BudgetScope, BudgetScopeName } from './budget-scope.ts';
import type { TierLimits } from './tiers.ts';

/** Spent before this process, by scope; a scope that is absent cannot be told and is left out. */
export type OpeningBalances = Partial<
  Readonly<Record<BudgetScopeName, { readonly nanoUsd: NanoUsd; readonly tokens: number }>>
>;

/**
 * Every cap that holds, each as a scope of its own: galley.yaml's in the mode it names, the
 * operator's always strict. An attempt that fits into all of them fits under the lowest.
 * @param options.maxCostNanoUsd `--max-cost`: strict; a strict and lower cap of galley.yaml stays
 * @param options.shown scopes that are counted and told about and never refuse: what this door cannot
 * see whole
 */
export function budgetScopes(
  budgets: Project['budgets'],
  options: {
    readonly openings: OpeningBalances;
    readonly tier?: { readonly name: string; readonly limits: TierLimits } | undefined;
    readonly maxCostNanoUsd?: NanoUsd | undefined;
    readonly shown?: ReadonlySet<BudgetScopeName>;
  },
): BudgetScope[] {
  const { openings, tier, maxCostNanoUsd, shown = new Set() } = options;
  const run = runCap(budgets, maxCostNanoUsd);
  const scopes: BudgetScope[] = [
    { name: 'run', ...run },
    ...capsOf(budgets).map((cap) => ({ ...cap, source: 'galley.yaml', mode: budgets.mode })),
  ];
  if (tier) {
    const source = `tier ${tier.name}`;
    const { runNanoUsd } = tier.limits;
    const runTier =
      runNanoUsd === undefined ? [] : [{ name: 'run' as const, capNanoUsd: runNanoUsd }];
    const caps = [...runTier, ...capsOf(tier.limits)];
    scopes.push(...caps.map((cap) => ({ ...cap, source, mode: 'strict' as const })));
  }
  return scopes.flatMap((scope) => {
    if (scope.name === 'run') return [scope];
    const opening = openings[scope.name];
    if (!opening) return [];
    const mode = shown.has(scope.name) && scope.mode === 'strict' ? 'alert' : scope.mode;
    return [{ ...scope, mode, openingNanoUsd: opening.nanoUsd, openingTokens: opening.tokens }];
  });
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
