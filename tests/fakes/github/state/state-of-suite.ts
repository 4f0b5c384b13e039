import type { CheckRun, CheckSuite, Repository } from './model.ts';

/** The latest run of each name in a suite, newest first. */
export function latestRuns(repository: Repository, suite: CheckSuite): CheckRun[] {
  const newestFirst = [...repository.runs.values()].filter((run) => run.suite === suite).reverse();
  const names = new Set<string>();
  return newestFirst.filter((run) => !names.has(run.name) && names.add(run.name));
}

/** Status and conclusion of a suite; the worst conclusion of its latest runs wins. */
export function stateOfSuite(repository: Repository, suite: CheckSuite) {
  const runs = latestRuns(repository, suite);
  if (runs.length === 0 || suite.isRerequested) return { status: 'queued', conclusion: null };
  if (runs.some((run) => run.status !== 'completed')) {
    const isQueued = runs.every((run) => run.status === 'queued');
    return { status: isQueued ? 'queued' : 'in_progress', conclusion: null };
  }
  const order = ['failure', 'timed_out', 'action_required', 'cancelled', 'stale', 'success'];
  const conclusions = runs.map((run) => run.conclusion ?? 'neutral');
  const worst = order.find((conclusion) => conclusions.includes(conclusion)) ?? 'neutral';
  return { status: 'completed', conclusion: worst };
}
