import { branchMoved } from '../changes/branch-moved.ts';
import { readRef } from '../git/read-ref.ts';
import { runGit } from '../git/run-git.ts';
import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { toRepository } from '../views/to-repository.ts';
import type { By } from './act-on-pulls.ts';
import { makeAccount } from './make-account.ts';
import { forkRepository, makeRepository, type RepositoryOptions } from './make-repository.ts';
import { type PushOptions, pushCommit } from './push-commit.ts';

/** What people do with repositories and their branches. */
export interface RepositoryActions {
  createRepository(fullName: string, options?: RepositoryOptions): Repository;
  fork(repository: Repository, login: string): Repository;
  /** Deletes a repository; pull requests from it keep their commits and lose their head's repository. */
  remove(repository: Repository): void;
  rename(repository: Repository, name: string, by?: By): void;
  /** Commits changes onto a branch. @returns the commit's id */
  push(
    repository: Repository,
    branch: string,
    files: PushOptions['files'],
    options?: Omit<PushOptions, 'branch' | 'files'>,
  ): string;
  /**
   * Points a branch at a commit that a test made by hand in `repository.store.path`, as a push would:
   * for trees that no honest Git client writes.
   */
  moveBranch(repository: Repository, branch: string, sha: string, by?: By): void;
  deleteBranch(repository: Repository, branch: string, by?: By): void;
  /** Requires checks of a branch, each of any App or of one. */
  requireChecks(
    repository: Repository,
    branch: string,
    options: {
      readonly checks: readonly { readonly context: string; readonly appId?: number }[];
      readonly hasMergeQueue?: boolean;
    },
  ): void;
}

/** Binds the actions to a world. */
export function actOnRepositories(world: World): RepositoryActions {
  const accountOf = (repository: Repository, { as }: By) =>
    makeAccount(world, as ?? repository.owner.login);
  const move = (
    repository: Repository,
    branch: string,
    to: { sha: string | undefined; by: By },
  ) => {
    const ref = `refs/heads/${branch}`;
    const before = readRef(repository.store, ref);
    const change = to.sha === undefined ? ['-d', ref] : [ref, to.sha];
    runGit(repository.store, ['update-ref', ...change]);
    const by = accountOf(repository, to.by);
    branchMoved(world, repository, { ref, before, after: to.sha, by });
  };
  return {
    createRepository: (fullName, options) => makeRepository(world, fullName, options),
    fork: (repository, login) => forkRepository(world, repository, login),
    remove(repository) {
      world.repositories.splice(world.repositories.indexOf(repository), 1);
      const issues = world.repositories.flatMap((each) => [...each.issues.values()]);
      for (const { pull } of issues) {
        if (pull?.headRepository === repository) pull.headRepository = undefined;
      }
    },
    rename(repository, name, by = {}) {
      const from = repository.name;
      repository.formerNames.add(from.toLowerCase());
      repository.name = name;
      const changes = { repository: { name: { from } } };
      const overlay = { changes, repository: toRepository(world, repository) };
      const sender = accountOf(repository, by);
      world.emit({ name: 'repository.renamed', repository, sender, overlay });
    },
    push: (repository, branch, files, options = {}) =>
      pushCommit(world, repository, { ...options, branch, files }),
    moveBranch: (repository, branch, sha, by = {}) => move(repository, branch, { sha, by }),
    deleteBranch: (repository, branch, by = {}) => move(repository, branch, { sha: undefined, by }),
    requireChecks(repository, branch, { checks, hasMergeQueue = false }) {
      const id = world.nextId();
      const createdAt = world.now();
      repository.rulesets.push({ id, name: branch, branch, checks, hasMergeQueue, createdAt });
    },
  };
}
