import type { Acceptance } from '@galley/engine/publish';
import type { PullRequestKey } from '../queue/queue.ts';
import type { CommitKey } from './approvals.ts';
import { asText } from './column-values.ts';
import type { Queryable } from './database.ts';

/** Keeps an acceptance; the newest of the same suite and check counts. */
export async function saveAcceptance(
  sql: Queryable,
  acceptance: PullRequestKey & Acceptance,
): Promise<void> {
  const { repositoryId, number, head, project, suite, check, by, reason } = acceptance;
  await sql.query(
    `insert into acceptance
       (repository_id, number, head, project, suite, check_name, accepted_by, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (repository_id, number, head, project, suite, check_name) do update set
       accepted_by = excluded.accepted_by, reason = excluded.reason, accepted_at = now()`,
    [repositoryId, number, head, project, suite, check ?? '', by, asText(reason)],
  );
}

/** What was accepted of one commit, by project, suite and check. */
export async function listAcceptances(
  sql: Queryable,
  { repositoryId, number, head }: CommitKey,
): Promise<Acceptance[]> {
  const rows = await sql.query<AcceptanceRow>(
    `select project, suite, check_name, accepted_by, reason from acceptance
     where repository_id = $1 and number = $2 and head = $3
     order by project, suite, check_name`,
    [repositoryId, number, head],
  );
  return rows.map(({ project, suite, check_name, accepted_by, reason }) => ({
    project,
    suite,
    ...(check_name === '' ? {} : { check: check_name }),
    head,
    by: accepted_by,
    reason,
  }));
}

interface AcceptanceRow {
  readonly project: string;
  readonly suite: string;
  readonly check_name: string;
  readonly accepted_by: string;
  readonly reason: string;
}
