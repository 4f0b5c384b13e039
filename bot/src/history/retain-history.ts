import { type RunRecord, runRecordFile } from '@galley/engine/ledger';
import { monthOf } from '../money/spender.ts';
import type { Database } from '../store/database.ts';
import { type Changes, type HistoryPlace, openLedgerBranch, type Tip } from './ledger-branch.ts';
import { listRecordFiles, type RecordFile, readRecord } from './record-files.ts';
import { type Rewritten, rewriteBranch } from './rewrite-branch.ts';
import { rollUp } from './roll-up.ts';

/** Records that one round takes away; the next one goes on. */
const mostAtOnce = 1_000;

/**
 * Takes records that are too old off the branch and its history, and their names out of the database;
 * of each month a record with its sums stays. Recordings in cassettes stay too: they cost money.
 * @param options.retainMs `history.retain`
 */
export async function retainHistory(
  database: Database,
  options: {
    readonly repositoryId: number;
    readonly place: HistoryPlace;
    readonly retainMs: number;
    readonly nowMs: number;
  },
): Promise<{ readonly branch: Rewritten; readonly removed: number }> {
  const { repositoryId, place, retainMs, nowMs } = options;
  const oldest = new Date(nowMs - retainMs);
  let removed = 0;
  const branch = await rewriteBranch(database, place, {
    message: `Keep records from ${oldest.toISOString().slice(0, 10)} on`,
    async plan(tip) {
      const changes = await planRetention(tip, { place, oldest });
      removed = [...changes.values()].filter((text) => text === null).length;
      return changes;
    },
  });
  await database.query(
    `update run set record = null, recordings = null,
      actor = case when month < $3 then null else actor end
    where repository_id = $1 and written_at is not null and began_at < $2 and record is not null`,
    [repositoryId, oldest, monthOf(nowMs)],
  );
  // A day after they were written nobody rewrites the branch without them any more.
  await database.query(
    `update run set recordings = null
    where repository_id = $1 and recordings @> '[{"isReleased": true}]'::jsonb
      and written_at < now() - interval '1 day'`,
    [repositoryId],
  );
  return { branch, removed };
}

async function planRetention(
  tip: Tip,
  { place, oldest }: { readonly place: HistoryPlace; readonly oldest: Date },
): Promise<Changes> {
  const branch = openLedgerBranch(place);
  const files = await listRecordFiles(branch, tip, place.prefix);
  const old = files
    .filter((file) => !file.isRollUp && file.startedAt < oldest)
    .slice(0, mostAtOnce);
  const changes = new Map<string, string | null>();
  const byMonth = new Map<string, RunRecord[]>();
  const read = async (file: RecordFile): Promise<void> => {
    const record = await readRecord(branch, file);
    const month = monthOf(Number(file.startedAt));
    if (record) byMonth.set(month, [...(byMonth.get(month) ?? []), record]);
  };
  for (const file of old) {
    await read(file);
    changes.set(file.path, null);
  }
  for (const file of files.filter(({ isRollUp }) => isRollUp)) {
    if (byMonth.has(monthOf(Number(file.startedAt)))) await read(file);
  }
  for (const [month, records] of byMonth) {
    const { path, text } = runRecordFile(rollUp(month, records));
    changes.set(place.prefix + path, text);
  }
  return changes;
}
