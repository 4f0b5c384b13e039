import type { PullRequestKey } from '../queue/queue.ts';
import type { Queryable } from './database.ts';

/** One commit of a pull request. */
export interface CommitKey extends PullRequestKey {
  readonly head: string;
}

/** One commit of a pull request, as it is to be merged into a branch: whose budgets are spent. */
export interface ApprovedCommit extends CommitKey {
  readonly baseRef: string;
}

/** Lets this commit of a stranger cost money; who approved it first stays. */
export async function saveApproval(
  sql: Queryable,
  { repositoryId, number, head, baseRef, by }: ApprovedCommit & { readonly by: string },
): Promise<void> {
  await sql.query(
    `insert into approval (repository_id, number, head, base_ref, approved_by)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [repositoryId, number, head, baseRef, by],
  );
}

/** Whether somebody who may approved exactly this commit for this branch. */
export async function isApproved(
  sql: Queryable,
  { repositoryId, number, head, baseRef }: ApprovedCommit,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from approval
     where repository_id = $1 and number = $2 and head = $3 and base_ref = $4`,
    [repositoryId, number, head, baseRef],
  );
  return rows.length > 0;
}
