import { type AnswerCache, holdsSecret, readAnswer } from '@galley/engine/models';
import type { Clock, Secrets } from '@galley/engine/ports';
import { findAnswer, saveAnswer } from '../store/answers.ts';
import type { Queryable } from '../store/database.ts';

type Answer = NonNullable<Awaited<ReturnType<AnswerCache['find']>>>;

/** Answers of one repository, for every replica. */
export interface AnswerStore extends AnswerCache {
  /** Resolves when every answer given so far is in the database, or could not be put there. */
  settled(): Promise<void>;
}

/**
 * Answers in the database, by request key: an evaluation that is begun again pays for no finished call.
 * @param options.maxAgeMs older ones count as absent and are forgotten
 * @param options.secrets an answer that holds one is not kept
 */
export function openAnswerStore(
  sql: Queryable,
  options: {
    readonly repositoryId: number;
    readonly maxAgeMs: number;
    readonly clock: Clock;
    readonly secrets: Pick<Secrets, 'values'>;
  },
): AnswerStore {
  const { repositoryId, maxAgeMs, clock, secrets } = options;
  /** Given, and not in the database yet. */
  const pending = new Map<string, { readonly answer: Answer; readonly kept: Promise<void> }>();
  return {
    async find(key) {
      const given = pending.get(key);
      if (given) return given.answer;
      const text = await findAnswer<unknown>(sql, repositoryId, key);
      const entry = typeof text === 'string' ? readEntry(text) : undefined;
      if (entry === undefined) return undefined;
      if (clock.now() - entry.atMs <= maxAgeMs) return entry.answer;
      await sql.query(
        'delete from answer where repository_id = $1 and key = $2 and answer = $3::jsonb',
        [repositoryId, key, JSON.stringify(text)],
      );
      return undefined;
    },
    async store(key, answer) {
      if (holdsSecret(answer, secrets)) return;
      // As a text, because jsonb itself keeps neither NUL nor half a surrogate.
      const text = JSON.stringify({ atMs: clock.now(), answer });
      const entry = { answer, kept: saveAnswer(sql, repositoryId, key, text) };
      pending.set(key, entry);
      try {
        await entry.kept;
      } finally {
        if (pending.get(key) === entry) pending.delete(key);
      }
    },
    async settled() {
      await Promise.allSettled([...pending.values()].map(({ kept }) => kept));
    },
  };
}

function readEntry(text: string): { readonly atMs: number; readonly answer: Answer } | undefined {
  try {
    const { atMs, answer } = JSON.parse(text) as { atMs: unknown; answer: unknown };
    const read = readAnswer(answer);
    return typeof atMs === 'number' && read ? { atMs, answer: read } : undefined;
  } catch {
    return undefined;
  }
}
