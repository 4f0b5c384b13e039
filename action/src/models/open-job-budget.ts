import { devNull } from 'node:os';
import {
  type BudgetBook,
  budgetScopes,
  createBudgetBook,
  openingBalances,
  readRunRecords,
} from '@galley/engine/ledger';
import type { Project } from '@galley/engine/library';
import type { EventSink, Git } from '@galley/engine/ports';
import type { NanoUsd } from '@galley/engine/units';
import type { Runner } from '../runner/runner.ts';

/**
 * The budget of one job: base's caps, with what the ledger branch says was spent before. Jobs that run
 * side by side do not see each other, so each can overshoot the wider caps by one run.
 */
export async function openJobBudget(
  { clock, environment }: Pick<Runner, 'clock' | 'environment'>,
  git: Git,
  options: {
    readonly policy: Pick<Project, 'budgets'>;
    readonly maxCostNanoUsd: NanoUsd | undefined;
    readonly pullRequest: number | undefined;
    readonly emit: EventSink;
  },
): Promise<BudgetBook> {
  const { budgets } = options.policy;
  // A job keeps no records of its own.
  const { records } = hasWiderCap(budgets) ? await readRunRecords(devNull, git) : { records: [] };
  const { openings } = openingBalances(records, {
    nowMs: clock.now(),
    actor: environment.GITHUB_ACTOR || undefined,
    pullRequest: options.pullRequest,
  });
  return createBudgetBook({
    scopes: budgetScopes(budgets, { openings, maxCostNanoUsd: options.maxCostNanoUsd }),
    alertPct: budgets.alertPct,
    onAlert: (message) => options.emit({ type: 'note', message }),
  });
}

function hasWiderCap(budgets: Project['budgets']): boolean {
  const { pullRequestNanoUsd, monthNanoUsd, actorNanoUsd, tokensMonth } = budgets;
  return (pullRequestNanoUsd ?? monthNanoUsd ?? actorNanoUsd ?? tokensMonth) !== undefined;
}
