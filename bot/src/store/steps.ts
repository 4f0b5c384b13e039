import { asJsonb } from './column-values.ts';
import type { Queryable } from './database.ts';

/** Something expensive that is finished. */
export interface FinishedStep {
  /** Hash of everything that the result depends on. */
  readonly key: string;
  readonly kind: string;
  readonly repositoryId: number;
  readonly number?: number;
  readonly head?: string;
  /** Plain JSON. */
  readonly result: unknown;
}

/** Result of a finished step, as its kind has it; `undefined` when it has to be done. */
export async function findStep<Result>(sql: Queryable, key: string): Promise<Result | undefined> {
  const [row] = await sql.query<{ result: Result }>('select result from step where key = $1', [
    key,
  ]);
  return row?.result;
}

/** Keeps a result; of two workers that did the same step the first one's stays. */
export async function saveStep(sql: Queryable, step: FinishedStep): Promise<void> {
  const { key, kind, repositoryId, number, head, result } = step;
  await sql.query(
    `insert into step (key, kind, repository_id, number, head, result)
     values ($1, $2, $3, $4, $5, $6::jsonb) on conflict do nothing`,
    [key, kind, repositoryId, number ?? null, head ?? null, asJsonb(result)],
  );
}
