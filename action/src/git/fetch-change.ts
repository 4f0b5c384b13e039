import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { type DefaultsSource, openGit } from '@galley/engine/library';
import type { Git } from '@galley/engine/ports';
import type { RunEvent } from '../event/read-event.ts';
import { fetchArguments, fetchCommits } from './fetch-commits.ts';
import { fetchedDefaults } from './fetched-defaults.ts';
import { type MergeBase, namedGit } from './named-git.ts';
import { readRemoteTips } from './read-remote-tips.ts';
import { type Checkout, runGit } from './run-git.ts';

/** A change whose commits are all on disk. */
export interface FetchedChange {
  /** Knows base and the ledger by the names that the server has for them. */
  readonly git: Git;
  /** As it is named in reports. */
  readonly base: string;
  /** Full ids. */
  readonly baseTip: string;
  readonly head: string;
  /** What galley.yaml may extend. */
  readonly defaults: DefaultsSource;
}

/** Asks the server where two commits met; `undefined` when it cannot be asked. */
export type FindMergeBase = (base: string, head: string) => Promise<string | undefined>;

const ledgerBranch = 'galley/ledger';

/** History is deepened by so much, so often, where the server does not say where both sides met. */
const deepenBy = 200;
const mostDeepenings = 25;

/**
 * Brings head, the tip of base, their merge-base and the ledger's tip into the checkout, one commit
 * each where it is a shallow one.
 * @throws GalleyError `usage` without a base, `revision-missing`, `git-failed`, `git-missing`
 */
export async function fetchChange(
  checkout: Checkout,
  event: Pick<RunEvent, 'base' | 'head'>,
  findMergeBase: FindMergeBase,
): Promise<FetchedChange> {
  const { base, head } = event;
  if (base === undefined) {
    throw new GalleyError('usage', 'there is nothing to compare with', {
      hint: 'Name a branch or commit with the input `base`.',
    });
  }
  const tips = await readRemoteTips(checkout, [base, ledgerBranch]);
  const baseTip = tips.get(base);
  if (baseTip === undefined) {
    throw new GalleyError(
      'revision-missing',
      `the repository has no branch ${JSON.stringify(base)}`,
      {
        data: { revision: base },
        hint: 'Name a branch, a tag or the full id of a commit with the input `base`.',
      },
    );
  }
  const ledger = tips.get(ledgerBranch);
  const found = baseTip === head ? head : await findMergeBase(baseTip, head);
  const wanted = [head, baseTip, found, ledger].filter((commit) => commit !== undefined);
  await fetchCommits(checkout, wanted);
  const mergeBase: MergeBase = found
    ? { kind: 'found', commit: found }
    : await deepenUntilMet(checkout, baseTip, head);
  const git = await openGit(checkout.folder, { environment: checkout.environment });
  const names = new Map([[base, baseTip], ...(ledger ? [[ledgerBranch, ledger] as const] : [])]);
  const named = namedGit(git, { names, between: [baseTip, head], mergeBase });
  return { git: named, base, baseTip, head, defaults: fetchedDefaults(git, checkout) };
}

async function deepenUntilMet(checkout: Checkout, base: string, head: string): Promise<MergeBase> {
  for (let round = 0; ; round += 1) {
    const git = await openGit(checkout.folder, { environment: checkout.environment });
    const met = await git.mergeBase(base, head);
    if (met.kind !== 'shallow' || round === mostDeepenings) return met;
    const deepen = [...fetchArguments, `--deepen=${deepenBy * 2 ** Math.min(round, 8)}`];
    const before = await readBoundary(checkout);
    await runGit(checkout, ...deepen, '--', checkout.url, base, head);
    // Another commit of the checkout may stay cut off: of these two there is nothing more to fetch.
    if (before === (await readBoundary(checkout))) return { kind: 'unrelated' };
  }
}

/** The commits at which the checkout's history is cut off, as Git writes them down. */
async function readBoundary(checkout: Checkout): Promise<string> {
  const path = (await runGit(checkout, 'rev-parse', '--git-path', 'shallow')).trim();
  const file = resolve(checkout.folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
