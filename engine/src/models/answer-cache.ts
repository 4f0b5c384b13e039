import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Secrets } from '../ports/secrets.ts';
import { holdsSecret } from './mask-secrets.ts';
import type { ProviderAnswer } from './providers/contract.ts';
import { readAnswer } from './read-answer.ts';

/** Answers kept on this computer by request key. */
export interface AnswerCache {
  /** `undefined` when there is none, it is too old, or the entry is damaged. */
  find(key: string): Promise<ProviderAnswer | undefined>;
  /**
   * Keeps an answer; one that holds a loaded secret is not kept. `find` has it at once, the promise
   * settles when it is on disk: nobody who wants to go on needs to wait for that.
   */
  store(key: string, answer: ProviderAnswer): Promise<void>;
}

const entryVersion = 1;
const keyShape = /^[0-9a-f]{64}$/;

/**
 * A cache of one file per answer, written whole or not at all, so that parallel runs can share it.
 * Answers are written one after the other beside the work; reading waits, because a file this small
 * is read faster than a thread is asked for it.
 * @param options.folder usually `.galley/cache`; made when the first answer is kept
 * @param options.maxAgeMs entries older than this count as absent
 */
export function createAnswerCache(options: {
  readonly folder: string;
  readonly maxAgeMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
}): AnswerCache {
  const { folder, clock } = options;
  const fileOf = (key: string) => join(folder, `${key}.json`);
  /** Kept, and not on disk yet. */
  const pending = new Map<string, { readonly answer: ProviderAnswer; readonly atMs: number }>();
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    async find(key) {
      if (!keyShape.test(key)) return undefined;
      const text = pending.has(key) ? undefined : readText(fileOf(key));
      const entry = text === undefined ? pending.get(key) : readEntry(text, key);
      if (!entry || clock.now() - entry.atMs > options.maxAgeMs) return undefined;
      return entry.answer;
    },
    store(key, answer) {
      if (!keyShape.test(key) || holdsSecret(answer, options.secrets)) return Promise.resolve();
      const entry = { answer, atMs: clock.now() };
      pending.set(key, entry);
      const text = JSON.stringify({ v: entryVersion, key, ...entry });
      const draft = `${fileOf(key)}.${Math.floor(options.random.next() * 2 ** 48).toString(36)}.tmp`;
      const written = lastWrite
        .then(() => writeWhole(draft, fileOf(key), text))
        .finally(() => {
          if (pending.get(key) === entry) pending.delete(key);
        });
      lastWrite = written.catch(() => undefined);
      return written;
    },
  };
}

/** Through a draft that is renamed, so that nobody ever reads half an answer. */
async function writeWhole(draft: string, file: string, text: string): Promise<void> {
  try {
    await writeInFolder(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Makes the folder only when it is missing: that is once per folder, not once per answer. */
async function writeInFolder(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readEntry(
  text: string,
  key: string,
): { atMs: number; answer: ProviderAnswer } | undefined {
  try {
    const entry = JSON.parse(text) as Record<string, unknown> | null;
    if (entry?.v !== entryVersion || entry.key !== key || typeof entry.atMs !== 'number') {
      return undefined;
    }
    const answer = readAnswer(entry.answer);
    return answer && { atMs: entry.atMs, answer };
  } catch {
    return undefined;
  }
}
