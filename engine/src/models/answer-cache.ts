import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  /** Keeps an answer; one that holds a loaded secret is not kept. */
  store(key: string, answer: ProviderAnswer): Promise<void>;
}

const entryVersion = 1;
const keyShape = /^[0-9a-f]{64}$/;

/**
 * A cache of one file per answer, written whole or not at all, so that parallel runs can share it.
 * Reads and writes at once: for files this small, handing them to other threads and waiting for each
 * step costs several times the work itself.
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
  return {
    async find(key) {
      if (!keyShape.test(key)) return undefined;
      const text = readText(fileOf(key));
      const entry = text === undefined ? undefined : readEntry(text, key);
      if (!entry || clock.now() - entry.atMs > options.maxAgeMs) return undefined;
      return entry.answer;
    },
    async store(key, answer) {
      const text = JSON.stringify({ v: entryVersion, key, atMs: clock.now(), answer });
      if (!keyShape.test(key) || holdsSecret(answer, options.secrets)) return;
      const file = fileOf(key);
      const draft = `${file}.${Math.floor(options.random.next() * 2 ** 48).toString(36)}.tmp`;
      try {
        writeInFolder(draft, text);
        renameSync(draft, file);
      } catch (error) {
        rmSync(draft, { force: true });
        throw error;
      }
    },
  };
}

/** Makes the folder only when it is missing: that is once per folder, not once per answer. */
function writeInFolder(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
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
