import { branchMoved } from '../changes/branch-moved.ts';
import { resolveCommit } from '../git/read-commits.ts';
import { readRef } from '../git/read-ref.ts';
import { type FileChange, writeCommit } from '../git/write-commit.ts';
import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { makeAccount } from './make-account.ts';

/** A commit to be pushed. */
export interface PushOptions {
  readonly branch: string;
  readonly files: Readonly<Record<string, FileChange>>;
  /** Login of who pushes; default the repository's owner. */
  readonly as?: string;
  readonly message?: string;
  /**
   * What the commit builds on: a branch or a commit, `null` for nothing. Default the branch itself,
   * the default branch for a new one. Building on something older is a forced push.
   */
  readonly onto?: string | null;
}

/** Commits changes onto a branch, with all that a push brings about. @returns the commit's id */
export function pushCommit(world: World, repository: Repository, options: PushOptions): string {
  const { branch, files } = options;
  const by = makeAccount(world, options.as ?? repository.owner.login);
  const ref = `refs/heads/${branch}`;
  const before = readRef(repository.store, ref);
  const parent = parentOf(repository, options, before);
  const after = writeCommit(repository.store, {
    branch,
    parent,
    message: options.message ?? 'Change prompts',
    author: { name: by.login, email: `${by.login}@example.com` },
    timeMs: world.nowMs(),
    files,
  });
  branchMoved(world, repository, { ref, before, after, by });
  return after;
}

function parentOf(
  { defaultBranch, store }: Repository,
  { onto }: PushOptions,
  tip: string | undefined,
): string | undefined {
  if (onto === null) return undefined;
  if (onto !== undefined) return resolveCommit(store, onto);
  return tip ?? readRef(store, `refs/heads/${defaultBranch}`);
}
