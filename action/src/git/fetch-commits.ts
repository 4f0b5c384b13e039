import { openGit } from '@galley/engine/library';
import { type Checkout, runGit } from './run-git.ts';

/** Begins every fetch: nothing but the commits that are named, and no ref, tag or file is written. */
export const fetchArguments = [
  ...['fetch', '--quiet', '--no-tags', '--no-recurse-submodules'],
  ...['--no-write-fetch-head', '--no-auto-maintenance'],
];

/** Brings commits into the checkout: only those that are missing; a whole clone stays whole. */
export async function fetchCommits(checkout: Checkout, commits: readonly string[]): Promise<void> {
  const git = await openGit(checkout.folder, { environment: checkout.environment });
  const missing: string[] = [];
  for (const commit of new Set(commits)) {
    if ((await git.resolveCommit(commit)) === undefined) missing.push(commit);
  }
  if (missing.length === 0) return;
  const depth = (await git.isShallow()) ? ['--depth=1'] : [];
  await runGit(checkout, ...fetchArguments, ...depth, '--', checkout.url, ...missing);
}
