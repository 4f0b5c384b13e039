import { runRecordFile } from '@galley/engine/ledger';
import { addCassetteLine, cassetteText, parseCassette } from '@galley/engine/models';
import { plural } from '@galley/engine/units';
import type { Database } from '../store/database.ts';
import {
  markRefused,
  markUnwritten,
  markWritten,
  type UnwrittenRun,
  unwrittenRuns,
} from './history-rows.ts';
import {
  type HistoryPlace,
  type LedgerBranch,
  openLedgerBranch,
  type Tip,
} from './ledger-branch.ts';

/** What came of writing. */
export interface HistoryOutcome {
  /** Runs that are on the branch now. */
  readonly written: number;
  /** Why GitHub does not take the rest; it is tried again later. */
  readonly refused?: string;
}

const mostRunsAtOnce = 100;
const mostTries = 12;
/** Refusals in a row on an unchanged branch after which nobody else can be the reason. */
const mostRefusals = 2;

/**
 * Writes a repository's finished runs to the ledger branch: a file for each record, and the lines of
 * merged recordings in their cassettes. One commit on top of the newest, again whenever somebody else
 * was faster; what is there already is not written again, so that it may break off anywhere.
 *
 * A branch that is rewritten meanwhile may lose the commit. So each side looks after the other: here
 * the branch is read once more after the runs are marked as written, and whoever rewrites looks at the
 * marks after the branch has moved.
 * @throws what the client rejects with where another try may help: 5xx, connections, rate limits
 */
export async function writeHistory(
  database: Database,
  options: { readonly repositoryId: number; readonly place: HistoryPlace },
): Promise<HistoryOutcome> {
  const { repositoryId, place } = options;
  const branch = openLedgerBranch(place);
  let written = 0;
  let refusals = 0;
  for (let tries = 0; tries < mostTries; ) {
    const runs = await unwrittenRuns(database, repositoryId, mostRunsAtOnce);
    const ids = runs.map(({ id }) => id);
    if (runs.length === 0) return { written };
    const tip = await branch.tip();
    const moved = await append(branch, tip, { runs, prefix: place.prefix });
    if ('refused' in moved) {
      const isUnchanged = (await branch.tip())?.commit === tip?.commit;
      refusals = isUnchanged ? refusals + 1 : 0;
      if (refusals === mostRefusals) {
        await markRefused(database, ids, moved.refused);
        return { written, refused: moved.refused };
      }
      tries += 1;
      continue;
    }
    await markWritten(database, ids);
    if ((await branch.tip())?.commit === moved.commit) {
      written += runs.length;
      tries = 0;
    } else {
      await markUnwritten(database, ids);
      tries += 1;
    }
  }
  throw new Error(
    `${place.branch} of ${place.access.owner}/${place.access.name} moves all the time`,
  );
}

async function append(
  branch: LedgerBranch,
  tip: Tip | undefined,
  { runs, prefix }: { readonly runs: readonly UnwrittenRun[]; readonly prefix: string },
): Promise<Tip | { readonly refused: string }> {
  const changes = new Map<string, string>();
  for (const { record } of runs) {
    const { path, text } = runRecordFile(record);
    changes.set(prefix + path, text);
  }
  for (const [path, lines] of linesByPath(runs)) {
    const before = tip && (await branch.readText(tip, prefix + path));
    changes.set(prefix + path, withLines(before ?? '', lines));
  }
  const message = `Record ${plural(runs.length, 'run')}`;
  const made = await branch.commit(tip, { changes, message, isAlone: false });
  if ('refused' in made || made === tip) return made;
  return (await branch.move(tip, made, { force: false })) ?? made;
}

function linesByPath(runs: readonly UnwrittenRun[]): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  const released = runs.flatMap(({ recordings }) => recordings.filter((file) => file.isReleased));
  for (const { path, lines } of released) {
    byPath.set(path, [...(byPath.get(path) ?? []), ...lines]);
  }
  return byPath;
}

function withLines(before: string, lines: readonly string[]): string {
  const cassette = parseCassette(before);
  const merged = new Map(cassette.lines);
  for (const line of parseCassette(lines.join('\n')).lines.values()) addCassetteLine(merged, line);
  return cassetteText({ lines: merged, foreign: cassette.foreign });
}
