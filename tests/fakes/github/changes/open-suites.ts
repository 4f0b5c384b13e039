import { covers } from '../state/covers.ts';
import type { Account, App, CheckSuite, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { toCheckSuite } from '../views/to-check.ts';

/** One new suite per App with `checks: write` that covers the repository, each told to its App. */
export function openSuites(
  world: World,
  repository: Repository,
  head: {
    readonly branch: string;
    readonly sha: string;
    readonly before: string | undefined;
    readonly by: Account;
  },
): void {
  for (const installation of world.installations) {
    const { app } = installation;
    if (app.permissions.checks !== 'write' || installation.suspendedAt !== null) continue;
    if (!covers(installation, repository)) continue;
    if (findSuite(repository, app, head.sha) !== undefined) continue;
    const suite = createSuite(world, repository, { app, ...head });
    world.emit({
      name: 'check_suite.requested',
      repository,
      sender: head.by,
      onlyApp: app,
      overlay: { check_suite: toCheckSuite(world, repository, suite) },
    });
  }
}

/** The suite of an App at a commit; there is at most one. */
export function findSuite(repository: Repository, app: App, sha: string): CheckSuite | undefined {
  return [...repository.suites.values()].find(
    (suite) => suite.app === app && suite.headSha === sha,
  );
}

/** Adds a suite without telling anybody. */
export function createSuite(
  world: World,
  repository: Repository,
  head: {
    readonly app: App;
    readonly sha: string;
    readonly branch?: string;
    readonly before?: string | undefined;
  },
): CheckSuite {
  const suite: CheckSuite = {
    id: world.nextId(),
    app: head.app,
    headSha: head.sha,
    headBranch: head.branch ?? null,
    before: head.before ?? null,
    isRerequested: false,
    createdAt: world.now(),
    updatedAt: world.now(),
  };
  repository.suites.set(suite.id, suite);
  return suite;
}
