import { cassetteText, parseCassette } from '@galley/engine/models';
import { monthOf } from '../money/spender.ts';
import type { Database } from '../store/database.ts';
import {
  type Changes,
  type HistoryPlace,
  type LedgerBranch,
  openLedgerBranch,
  type Tip,
} from './ledger-branch.ts';
import { type PurgedRows, purgeRows } from './purge-rows.ts';
import type { PurgeWhat } from './purge-what.ts';
import { listRecordFiles, type RecordFile, readRecord } from './record-files.ts';
import { type Rewritten, rewriteBranch } from './rewrite-branch.ts';

/** What was taken away, or would be. */
export interface PurgeReport extends PurgedRows {
  /** Records that are deleted from the branch, by path. */
  readonly files: readonly string[];
  /** Cassettes that lose lines, or all of them. */
  readonly cassettes: readonly string[];
  /** What became of the branch; `planned` in a dry run. */
  readonly branch: Rewritten['kind'] | 'planned' | 'not-asked';
  readonly why?: string;
}

/**
 * Takes a repository's records and recordings off the branch with its history, and out of the database.
 * Runs under way are left alone. GitHub itself keeps commits that no branch has for some time.
 * @param options.place absent: only the database
 * @param options.isDryRun says what it would do and does nothing
 */
export async function purgeHistory(
  database: Database,
  options: {
    readonly repositoryId: number;
    readonly place?: HistoryPlace;
    readonly what: PurgeWhat;
    readonly isDryRun: boolean;
    readonly nowMs: number;
  },
): Promise<PurgeReport> {
  const { repositoryId, place, what, isDryRun, nowMs } = options;
  const facts = { repositoryId, what, month: monthOf(nowMs), isDryRun };
  // First, so that nothing is written to the branch again that was just taken off it.
  const inDatabase = await database.transaction((sql) => purgeRows(sql, facts));
  const onBranch = place
    ? await purgeBranch(database, place, { what, isDryRun })
    : { files: [], cassettes: [], branch: 'not-asked' as const };
  return { ...onBranch, ...inDatabase };
}

async function purgeBranch(
  database: Database,
  place: HistoryPlace,
  { what, isDryRun }: { readonly what: PurgeWhat; readonly isDryRun: boolean },
): Promise<Pick<PurgeReport, 'files' | 'cassettes' | 'branch' | 'why'>> {
  const branch = openLedgerBranch(place);
  let changes: Changes = new Map();
  const plan = async (tip: Tip): Promise<Changes | 'everything'> => {
    changes = await planPurge(branch, tip, { place, what });
    return what.kind === 'all' && place.prefix === '' && changes.size > 0 ? 'everything' : changes;
  };
  const tip = isDryRun ? await branch.tip() : undefined;
  if (tip) await plan(tip);
  const message = 'Purge records';
  const done = isDryRun
    ? { kind: 'planned' as const }
    : await rewriteBranch(database, place, { message, plan });
  const paths = [...changes.keys()].toSorted();
  return {
    files: paths.filter((path) => !isCassette(path)),
    cassettes: paths.filter(isCassette),
    branch: done.kind,
    ...('why' in done && { why: done.why }),
  };
}

async function planPurge(
  branch: LedgerBranch,
  tip: Tip,
  { place, what }: { readonly place: HistoryPlace; readonly what: PurgeWhat },
): Promise<Changes> {
  const { prefix } = place;
  if (what.kind === 'all') {
    const files = await branch.listFiles(tip, prefix);
    return new Map(files.map(({ path }) => [path, null]));
  }
  const changes = new Map<string, string | null>();
  for (const file of await listRecordFiles(branch, tip, prefix)) {
    if (await isMeant(branch, file, what)) changes.set(file.path, null);
  }
  if (what.kind !== 'before') return changes;
  const day = what.date.toISOString().slice(0, 10);
  const files = await branch.listFiles(tip, prefix);
  for (const { path, blob } of files.filter((file) => isCassette(file.path))) {
    const { lines, foreign } = parseCassette(await branch.readBlob(blob));
    const kept = new Map([...lines].filter(([, { at }]) => at >= day));
    if (kept.size === lines.size) continue;
    const text = cassetteText({ lines: kept, foreign });
    changes.set(path, text === '' ? null : text);
  }
  return changes;
}

async function isMeant(
  branch: LedgerBranch,
  file: RecordFile,
  what: Exclude<PurgeWhat, { kind: 'all' }>,
): Promise<boolean> {
  switch (what.kind) {
    case 'before': {
      const { startedAt } = file;
      const monthsEnd = Date.UTC(startedAt.getUTCFullYear(), startedAt.getUTCMonth() + 1, 1);
      return (file.isRollUp ? monthsEnd : Number(startedAt)) < Number(what.date);
    }
    case 'run':
      return file.id === what.id;
    case 'actor': {
      const record = file.isRollUp ? undefined : await readRecord(branch, file);
      return record?.who?.toLowerCase() === what.login.toLowerCase();
    }
  }
}

function isCassette(path: string): boolean {
  return /(^|\/)cassettes\/.+\.jsonl$/.test(path);
}
