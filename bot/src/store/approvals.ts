import type { PullRequestKey } from '../queue/queue.ts';
import type { Queryable } from './database.ts';

/** One commit of a pull request. */
export interface CommitKey extends PullRequestKey {
  readonly head: string;
}

/** Lets this commit of a stranger cost money; who approved it first stays. */
export async function saveApproval(
  sql: Queryable,
  { repositoryId, number, head, by }: CommitKey & { readonly by: string },
): Promise<void> {
  await sql.query(
    `insert into approval (repository_id, number, head, approved_by) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [repositoryId, number, head, by],
  );
}

/** Whether somebody who may approved exactly this commit. */
export async function isApproved(
  sql: Queryable,
  { repositoryId, number, head }: CommitKey,
): Promise<boolean> {
  const rows = await sql.query(
    'select 1 from approval where repository_id = $1 and number = $2 and head = $3',
    [repositoryId, number, head],
  );
  return rows.length > 0;
}
