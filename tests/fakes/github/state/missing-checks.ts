import type { Repository } from './model.ts';

const good = new Set(['success', 'neutral', 'skipped']);

/** Names of the checks that a branch requires and a commit does not have in a good state. */
export function missingChecks(
  repository: Repository,
  at: { readonly branch: string; readonly sha: string },
): string[] {
  const required = repository.rulesets
    .filter(({ branch }) => branch === at.branch)
    .flatMap(({ checks }) => checks);
  return required
    .filter(({ appId, context }) => {
      const latest = [...repository.runs.values()].findLast(
        (run) =>
          run.suite.headSha === at.sha &&
          run.name === context &&
          (appId === undefined || run.suite.app.id === appId),
      );
      const status = repository.statuses.findLast(
        (each) => each.sha === at.sha && each.context === context,
      );
      const isRunGood = good.has(latest?.conclusion ?? '');
      if (latest !== undefined && !isRunGood) return true;
      return appId === undefined ? !isRunGood && status?.state !== 'success' : !isRunGood;
    })
    .map(({ context }) => context);
}
