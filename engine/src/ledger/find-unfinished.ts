import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainObject } from '../units/own-value.ts';

/** A run that was begun and not completed. */
export interface UnfinishedRun {
  readonly id: string;
  readonly startedAtMs: number;
  /** Finished calls by key; of equal keys the last. */
  readonly entries: ReadonlyMap<string, unknown>;
  /** True when the file ends in the middle of a line. */
  readonly isTorn: boolean;
}

/** Version of the journal's lines; a file of another version is never resumed. */
export const journalVersion = 1;

const headerBytes = 1024;
const largestBytes = 256 * 1024 * 1024;
const fileShape = /^\d{8}T\d{6}-[0-9a-z]{6}\.jsonl$/;

/** The newest run in a folder of journals that has this plan and is not complete. */
export async function findUnfinished(
  folder: string,
  planHash: string,
): Promise<UnfinishedRun | undefined> {
  for (const name of await journalFiles(folder)) {
    const path = join(folder, name);
    const id = name.slice(0, -'.jsonl'.length);
    const header = await readJournalHeader(path);
    if (header?.id !== id || header.planHash !== planHash) continue;
    const run = readEntries(await readFile(path, 'utf8'));
    if (run) return { id, startedAtMs: header.startedAtMs, ...run };
  }
  return undefined;
}

/** Names of the journals in a folder, the newest first. */
export async function journalFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => fileShape.test(name))
    .toSorted()
    .toReversed();
}

/** What the first line of a journal says; `undefined` for a file of another kind, or too large a one. */
export async function readJournalHeader(
  path: string,
): Promise<
  { readonly id: string; readonly planHash: string; readonly startedAtMs: number } | undefined
> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > largestBytes) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    const [first = ''] = buffer.toString('utf8', 0, bytesRead).split('\n');
    const { v, id, planHash, startedAtMs } = readLine(first) ?? {};
    if (v !== journalVersion || typeof startedAtMs !== 'number') return undefined;
    if (typeof id !== 'string' || typeof planHash !== 'string') return undefined;
    return { id, planHash, startedAtMs };
  } finally {
    await file.close();
  }
}

/** The entries of a journal; `undefined` when it says that its run is complete. */
function readEntries(text: string): Pick<UnfinishedRun, 'entries' | 'isTorn'> | undefined {
  const entries = new Map<string, unknown>();
  for (const written of text.split('\n').slice(1)) {
    const line = readLine(written);
    if (!line) continue;
    if (line.finishedAtMs !== undefined) return undefined;
    if (typeof line.key === 'string') entries.set(line.key, line.entry);
  }
  return { entries, isTorn: !text.endsWith('\n') };
}

function readLine(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
