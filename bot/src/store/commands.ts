import type { PullRequestKey } from '../queue/queue.ts';
import { asText } from './column-values.ts';
import type { Queryable } from './database.ts';

/** A command of a comment, or a pressed button, as somebody gave it. */
export interface GivenCommand extends PullRequestKey {
  /** `comment:<id>` or `action:<delivery guid>`. */
  readonly id: string;
  readonly commentId?: number | undefined;
  readonly sender: string;
  readonly senderId: number;
  /** As written: hostile. */
  readonly text: string;
  /** The commit that a button stood on. */
  readonly sha?: string | undefined;
  /** By GitHub's clock, which shows whole seconds. */
  readonly givenAt: Date;
}

/** A command that waits for an answer. */
export interface WaitingCommand extends GivenCommand {
  /** The newest commit that was known when it came; `undefined` when none was. */
  readonly knownHead: string | undefined;
}

/** Keeps a command; false when it is known. */
export async function insertCommand(sql: Queryable, command: GivenCommand): Promise<boolean> {
  const { id, repositoryId, number, commentId, sender, senderId, text, sha, givenAt } = command;
  const rows = await sql.query(
    `insert into command
       (id, repository_id, number, comment_id, sender, sender_id, text, sha, given_at, known_head)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
       (select head from pull_request where repository_id = $2 and number = $3))
     on conflict do nothing returning id`,
    [
      id,
      repositoryId,
      number,
      commentId ?? null,
      sender,
      senderId,
      asText(text),
      sha ?? null,
      givenAt,
    ],
  );
  return rows.length > 0;
}

/** Commands of a pull request without an answer, in the order they were given. */
export async function waitingCommands(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
): Promise<WaitingCommand[]> {
  const rows = await sql.query<CommandRow>(
    `select * from command where repository_id = $1 and number = $2 and state = 'waiting'
     order by given_at, comment_id, id`,
    [repositoryId, number],
  );
  return rows.map((row) => ({
    id: row.id,
    repositoryId: Number(row.repository_id),
    number: row.number,
    commentId: row.comment_id === null ? undefined : Number(row.comment_id),
    sender: row.sender,
    senderId: Number(row.sender_id),
    text: row.text,
    sha: row.sha ?? undefined,
    givenAt: row.given_at,
    knownHead: row.known_head ?? undefined,
  }));
}

/** Ends a command; false when it was ended before. */
export async function answerCommand(
  sql: Queryable,
  id: string,
  state: 'done' | 'failed' | 'refused',
): Promise<boolean> {
  const rows = await sql.query(
    `update command set state = $2, answered_at = now()
     where id = $1 and state = 'waiting' returning id`,
    [id, state],
  );
  return rows.length > 0;
}

interface CommandRow {
  readonly id: string;
  readonly repository_id: bigint;
  readonly number: number;
  readonly comment_id: bigint | null;
  readonly sender: string;
  readonly sender_id: bigint;
  readonly text: string;
  readonly sha: string | null;
  readonly given_at: Date;
  readonly known_head: string | null;
}
