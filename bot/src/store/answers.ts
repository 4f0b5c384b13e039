import { asJsonb } from './column-values.ts';
import type { Queryable } from './database.ts';

/** A model's answer that was paid for, as it was saved; `undefined` when there is none. */
export async function findAnswer<Answer>(
  sql: Queryable,
  repositoryId: number,
  key: string,
): Promise<Answer | undefined> {
  const [row] = await sql.query<{ answer: Answer }>(
    'select answer from answer where repository_id = $1 and key = $2',
    [repositoryId, key],
  );
  return row?.answer;
}

/** Keeps an answer; the first of a key stays. */
export async function saveAnswer(
  sql: Queryable,
  repositoryId: number,
  key: string,
  answer: unknown,
): Promise<void> {
  await sql.query(
    `insert into answer (repository_id, key, answer) values ($1, $2, $3::jsonb)
     on conflict do nothing`,
    [repositoryId, key, asJsonb(answer)],
  );
}
