import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainObject } from '../units/own-value.ts';
import { journalFiles, readJournalHeader } from './find-unfinished.ts';

/** A run that was completed. */
export interface FinishedRun {
  readonly id: string;
  /** Finished calls by key. */
  readonly entries: ReadonlyMap<string, unknown>;
}

/** The completed runs in a folder of journals, the newest first; none when there is no such folder. */
export async function* finishedRuns(folder: string): AsyncGenerator<FinishedRun, void, undefined> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const begun: { readonly name: string; readonly startedAtMs: number }[] = [];
  for (const name of await journalFiles(folder)) {
    const header = await readJournalHeader(join(folder, name));
    if (header) begun.push({ name, startedAtMs: header.startedAtMs });
  }
  // Names tell seconds only.
  begun.sort((a, b) => b.startedAtMs - a.startedAtMs);
  for (const { name } of begun) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n').map(readLine);
    if (!lines.some((line) => line?.finishedAtMs !== undefined)) continue;
    const entries = new Map<string, unknown>();
    for (const line of lines) {
      if (typeof line?.key === 'string') entries.set(line.key, line.entry);
    }
    yield { id: name.slice(0, -'.jsonl'.length), entries };
  }
}

function readLine(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined; // the last line of a killed run
  }
}
