import {
  type CheckRunRequest,
  createCheckRun,
  requestAction,
  rerequestRun,
  rerequestSuite,
} from '../changes/check-runs.ts';
import type { CheckRun, CheckSuite, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import type { By } from './act-on-pulls.ts';
import { makeAccount } from './make-account.ts';
import type { FakeApp } from './make-app.ts';

/** What people and other Apps do with checks. */
export interface CheckActions {
  /** Presses "Re-run" on a check. */
  rerun(run: CheckRun, by?: By): void;
  rerunAll(suite: CheckSuite, by?: By): void;
  /** Presses one of a check's own buttons. */
  press(run: CheckRun, identifier: string, by?: By): void;
  /** A check of another App, or of ours as if an earlier process had made it. */
  check(
    repository: Repository,
    app: FakeApp,
    request: CheckRunRequest & { readonly head_sha: string },
  ): CheckRun;
  /** The check runs of a name at a commit, oldest first. */
  checksAt(repository: Repository, sha: string, name?: string): CheckRun[];
}

/** Binds the actions to a world. */
export function actOnChecks(world: World): CheckActions {
  const accountOf = (repository: Repository, by: By = {}) =>
    makeAccount(world, by.as ?? repository.owner.login);
  const repositoryOf = (suite: CheckSuite) => {
    const found = world.repositories.find(({ suites }) => suites.get(suite.id) === suite);
    if (found === undefined) throw new Error(`no repository has suite ${suite.id}`);
    return found;
  };
  return {
    rerun: (run, by) => {
      const repository = repositoryOf(run.suite);
      rerequestRun(world, repository, { run, by: accountOf(repository, by) });
    },
    rerunAll: (suite, by) => {
      const repository = repositoryOf(suite);
      rerequestSuite(world, repository, { suite, by: accountOf(repository, by) });
    },
    press: (run, identifier, by) => {
      const repository = repositoryOf(run.suite);
      requestAction(world, repository, { run, identifier, by: accountOf(repository, by) });
    },
    check: (repository, { app }, request) =>
      createCheckRun(world, repository, { app, sha: request.head_sha, request }),
    checksAt: (repository, sha, name) =>
      [...repository.runs.values()].filter(
        (run) => run.suite.headSha === sha && (name === undefined || run.name === name),
      ),
  };
}
