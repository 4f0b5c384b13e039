import {
  type BudgetBook,
  type BudgetScopeName,
  budgetScopes,
  createBudgetBook,
  openingBalances,
  readRunRecords,
  type SpendingSoFar,
} from '@galley/engine/ledger';
import type { Project } from '@galley/engine/library';
import type { Clock } from '@galley/engine/ports';
import type { NanoUsd } from '@galley/engine/units';
import type { Workspace } from './open-workspace.ts';
import type { SpendingAccount } from './spending-account.ts';

/** What one machine sees of these is not all there is, so it tells and does not refuse. */
const shownScopes: ReadonlySet<BudgetScopeName> = new Set(['pull request', 'month', 'actor']);

/** The budget of a command with every scope that can be told, and what records say of them. */
export interface OpenedBook {
  readonly book: BudgetBook;
  readonly soFar: SpendingSoFar;
  /** Files that are no run record. */
  readonly unreadable: number;
}

/**
 * Opens the book of a command: the run's caps hold, the others are told about. Run records are read
 * only where a cap needs them, or when `isComplete` asks for all.
 */
export async function openBudgetBook(
  workspace: Workspace,
  options: {
    readonly budgets: Project['budgets'];
    readonly account: SpendingAccount;
    readonly stateFolder: string;
    readonly clock: Clock;
    readonly maxCostNanoUsd?: NanoUsd | undefined;
    readonly isComplete?: boolean;
    readonly onAlert?: (message: string) => void;
  },
): Promise<OpenedBook> {
  const { budgets, account, clock, maxCostNanoUsd, isComplete = false, onAlert } = options;
  const { tier } = account;
  const needsRecords = isComplete || [budgets, tier?.limits].some(hasWiderCap);
  const { records, unreadable } = needsRecords
    ? await readRunRecords(options.stateFolder, await workspace.git())
    : { records: [], unreadable: 0 };
  const soFar = openingBalances(records, {
    nowMs: clock.now(),
    actor: account.who ?? undefined,
    pullRequest: account.pullRequest,
  });
  const scopes = budgetScopes(budgets, {
    openings: soFar.openings,
    tier,
    maxCostNanoUsd,
    shown: shownScopes,
  });
  const book = createBudgetBook({
    scopes,
    alertPct: budgets.alertPct,
    ...(onAlert && { onAlert }),
  });
  return { book, soFar, unreadable };
}

function hasWiderCap(limits: Partial<Project['budgets']> | undefined): boolean {
  const { pullRequestNanoUsd, monthNanoUsd, actorNanoUsd, tokensMonth } = limits ?? {};
  return (pullRequestNanoUsd ?? monthNanoUsd ?? actorNanoUsd ?? tokensMonth) !== undefined;
}
