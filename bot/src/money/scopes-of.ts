import {
  type BudgetScope,
  budgetScopes,
  createBudgetBook,
  type ScopeState,
} from '@galley/engine/ledger';
import type { Balances } from './read-balances.ts';
import type { Caps } from './spender.ts';

/** Caps of one run, which its own process keeps. */
export function runScopes(caps: Caps): BudgetScope[] {
  return budgetScopes(caps.budgets, { ...caps, openings: {} });
}

/** Caps that a run shares with others, each as it stands without it. */
export function sharedScopes(caps: Caps, balances: Balances): ScopeState[] {
  const scopes = budgetScopes(caps.budgets, {
    ...caps,
    openings: balances.ofRepository,
    tierOpenings: balances.ofAccount,
  });
  return createBudgetBook({ scopes: scopes.filter(({ name }) => name !== 'run') })
    .scopes()
    .slice();
}

/** Whether any run may be refused for what others spent. */
export function hasSharedCap(caps: Caps): boolean {
  const nothing = { nanoUsd: 0, tokens: 0 };
  const openings = { 'pull request': nothing, month: nothing, actor: nothing };
  const balances = { ofRepository: openings, ofAccount: openings };
  return sharedScopes(caps, balances).some(({ mode }) => mode === 'strict');
}
