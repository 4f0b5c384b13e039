import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { RunOwner } from '../ports/run-owner.ts';
import { sha256 } from '../units/content-hash.ts';
import { createLineAppender } from './append-lines.ts';
import { findUnfinished, journalFiles, journalVersion } from './find-unfinished.ts';
import { takeRunLock } from './run-lock.ts';

/** Finished calls of one run on disk: what was answered is never asked or paid again. */
export interface Journal {
  /** Identity of the run; a resumed run keeps the one it began with. */
  readonly id: string;
  /** Milliseconds since the Unix epoch at which the run began. */
  readonly startedAtMs: number;
  /** Entries of an earlier, unfinished run with the same plan, by key; empty for a fresh run. */
  readonly finished: ReadonlyMap<string, unknown>;
  /**
   * Keeps a finished call; resolves when it is written, so show its result after that. It survives
   * the end of this process, however sudden.
   * @param entry any JSON value
   */
  append(key: string, entry: unknown): Promise<void>;
  /** Marks the run as complete, so that the same command starts afresh, and closes the file. */
  finish(): Promise<void>;
  /** Closes the file and leaves the run unfinished: the same command resumes it. */
  close(): Promise<void>;
}

/**
 * Opens the journal of a run: the newest unfinished one in the folder with an equal plan hash, else a
 * new one, `<folder>/<id>.jsonl`. The newest 50 are kept. A torn last line is what a kill leaves behind; it is skipped.
 * @param options.folder usually `.galley/runs`; made when absent
 * @param options.planHash everything that decides the calls of the run
 * @param options.fresh true never resumes
 * @param options.owner who makes the run; without it, two processes may resume the same one
 * @throws GalleyError `run-in-progress` when another process makes a run of this plan
 */
export async function openJournal(options: {
  readonly folder: string;
  readonly planHash: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly fresh?: boolean;
  readonly owner?: RunOwner;
}): Promise<Journal> {
  const { folder, planHash, owner, clock } = options;
  await mkdir(folder, { recursive: true });
  const lock =
    owner &&
    (await takeRunLock(join(folder, `${sha256(planHash).slice(0, 16)}.lock`), {
      owner,
      nowMs: clock.now(),
    }));
  const earlier = options.fresh ? undefined : await findUnfinished(folder, planHash);
  const startedAtMs = earlier?.startedAtMs ?? clock.now();
  const id = earlier?.id ?? runId(startedAtMs, options.random);
  const file = await open(join(folder, `${id}.jsonl`), 'a');
  const lines = createLineAppender(file);
  if (!earlier) {
    await lines.append(JSON.stringify({ v: journalVersion, id, planHash, startedAtMs }));
  } else if (earlier.isTorn) await lines.append('');
  await pruneJournals(folder);

  return {
    id,
    startedAtMs,
    finished: earlier?.entries ?? new Map(),
    append: (key, entry) => lines.append(JSON.stringify({ key, entry })),
    async finish() {
      await lines.append(JSON.stringify({ finishedAtMs: clock.now() }));
      await lines.close();
      await lock?.release();
    },
    async close() {
      await lines.close();
      await lock?.release();
    },
  };
}

const journalsKept = 50;

/** Old journals are of no use: their answers are in the cache, their numbers in run records. */
async function pruneJournals(folder: string): Promise<void> {
  const old = (await journalFiles(folder)).slice(journalsKept);
  const paths = old.flatMap((name) => [name, name.replace(/jsonl$/, 'reserved')]);
  await Promise.all(paths.map((name) => rm(join(folder, name), { force: true })));
}

/** Sorts by time: `20261121T130142-k3x9q0`. */
function runId(startedAtMs: number, random: Random): string {
  const time = new Date(startedAtMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const suffix = Math.floor(random.next() * 36 ** 6).toString(36);
  return `${time}-${suffix.padStart(6, '0')}`;
}
