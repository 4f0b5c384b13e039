import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from '../ports/git.ts';
import { isPlainObject, ownValue } from '../units/own-value.ts';
import type { CallTotals, RunRecord } from './run-record.ts';

/** Run records that could be read. */
export interface RunRecords {
  /** The oldest first; one run counts once however often it was found. */
  readonly records: readonly RunRecord[];
  /** Files below `runs/` that are no run record of this version. */
  readonly unreadable: number;
}

/** Where run records of a repository are gathered. */
const ledgerBranch = 'galley/ledger';

const recordPath = /^runs\/\d{4}\/\d{2}\/[\w-]{1,120}\.json$/;
const largestRecordBytes = 1024 * 1024;
const mostRecords = 200_000;

/**
 * The run records of this machine and, where the repository has it, of the branch `galley/ledger`.
 * @param folder `.galley`; an absent one holds nothing
 */
export async function readRunRecords(
  folder: string,
  git?: Pick<Git, 'resolveCommit' | 'listTree' | 'readBlobs'>,
): Promise<RunRecords> {
  const texts = [...(await localTexts(folder)), ...(git ? await branchTexts(git) : [])];
  const records = new Map<string, RunRecord>();
  let unreadable = 0;
  for (const text of texts) {
    const record = text === undefined ? undefined : parseRunRecord(text);
    if (!record) unreadable++;
    else records.set(`${record.startedAt} ${record.door} ${record.id}`, record);
  }
  return {
    records: [...records.values()].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)),
    unreadable,
  };
}

/** A run record as it stands in a file; `undefined` for anything else. */
export function parseRunRecord(text: string): RunRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isPlainObject(value) || value.v !== 1 || !isTotals(value.totals)) return undefined;
  const { id, door, command, startedAt, who, byModel, byPrompt } = value;
  const isSound =
    [id, door, command].every((text) => typeof text === 'string') &&
    typeof startedAt === 'string' &&
    Number.isFinite(Date.parse(startedAt)) &&
    (who === null || typeof who === 'string') &&
    [byModel, byPrompt].every((sums) => isPlainObject(sums) && Object.values(sums).every(isTotals));
  return isSound ? (value as unknown as RunRecord) : undefined;
}

const totalKeys = [
  ...(['calls', 'requestsSent', 'cached', 'replayed', 'failed', 'inputTokens'] as const),
  ...(['outputTokens', 'knownCostNanoUsd', 'unknownCostCalls', 'savedNanoUsd'] as const),
];

function isTotals(value: unknown): value is CallTotals {
  return (
    isPlainObject(value) &&
    totalKeys.every((key) => {
      const number = ownValue(value, key);
      return Number.isSafeInteger(number) && Number(number) >= 0;
    })
  );
}

async function localTexts(folder: string): Promise<(string | undefined)[]> {
  const names = await readdir(join(folder, 'runs'), { recursive: true }).catch(() => []);
  const paths = names.map((name) => `runs/${name.replaceAll('\\', '/')}`);
  const texts: (string | undefined)[] = [];
  for (const path of paths.filter((path) => recordPath.test(path)).slice(-mostRecords)) {
    const file = join(folder, path);
    const isSmall = (await stat(file)).size <= largestRecordBytes;
    texts.push(isSmall ? await readFile(file, 'utf8') : undefined);
  }
  return texts;
}

async function branchTexts(
  git: Pick<Git, 'resolveCommit' | 'listTree' | 'readBlobs'>,
): Promise<(string | undefined)[]> {
  const commit =
    (await git.resolveCommit(ledgerBranch)) ?? (await git.resolveCommit(`origin/${ledgerBranch}`));
  if (commit === undefined) return [];
  const entries = (await git.listTree(commit, 'runs'))
    .filter(({ kind, path }) => kind === 'file' && recordPath.test(path))
    .slice(-mostRecords);
  const ids = entries.map(({ blobId }) => blobId);
  const blobs = await git.readBlobs(ids, { maxBytes: largestRecordBytes });
  return ids.map((id) => {
    const blob = blobs.get(id);
    return blob?.kind === 'bytes' ? Buffer.from(blob.bytes).toString('utf8') : undefined;
  });
}
