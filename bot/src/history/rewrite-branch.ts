import type { Database } from '../store/database.ts';
import { type Changes, type HistoryPlace, openLedgerBranch, type Tip } from './ledger-branch.ts';

const mostTries = 6;

/** What came of rewriting. */
export type Rewritten =
  | { readonly kind: 'rewritten' | 'unchanged' | 'no-branch' }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Replaces the whole branch by one commit with changes, so that what they take away is in no history of
 * it; an empty branch is deleted. Whoever wrote to it meanwhile writes again.
 * @param options.plan what to change at a tip; asked again when somebody else was faster
 * @throws TypeError for a branch that may not be rewritten; what the client rejects with
 */
export async function rewriteBranch(
  database: Database,
  place: HistoryPlace,
  options: {
    readonly message: string;
    readonly plan: (tip: Tip) => Promise<Changes | 'everything'>;
  },
): Promise<Rewritten> {
  await refuseDefaultBranch(place);
  const branch = openLedgerBranch(place);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const [clock] = await database.query<{ now: string }>('select clock_timestamp()::text as now');
    const tip = await branch.tip();
    if (tip === undefined) return { kind: 'no-branch' };
    const planned = await options.plan(tip);
    if (planned !== 'everything' && planned.size === 0) return { kind: 'unchanged' };
    const changes = planned === 'everything' ? new Map<string, null>() : planned;
    const made =
      planned === 'everything'
        ? undefined
        : await branch.commit(tip, { changes, message: options.message, isAlone: true });
    if (made && 'refused' in made) return { kind: 'refused', why: made.refused };
    // GitHub's API compares nothing when it moves a branch by force: as late as can be, we do.
    if ((await branch.tip())?.commit !== tip.commit) continue;
    const refused =
      made === undefined ? await branch.remove() : await branch.move(tip, made, { force: true });
    if (refused) return { kind: 'refused', why: refused.refused };
    // Whoever wrote between those two moments wrote onto what is gone.
    await database.query('update run set written_at = null where written_at >= $1::timestamptz', [
      clock?.now,
    ]);
    return { kind: 'rewritten' };
  }
  throw new Error(`${place.branch} moves all the time`);
}

async function refuseDefaultBranch({ access, branch }: HistoryPlace): Promise<void> {
  const { octokit, owner, name: repo } = access;
  const { data } = await octokit.rest.repos.get({ owner, repo });
  if (data.default_branch === branch) {
    throw new TypeError(
      `${branch} is the default branch of ${owner}/${repo}: it is never rewritten`,
    );
  }
}
