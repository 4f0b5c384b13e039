import type { GivenCommand } from '../store/commands.ts';
import type { Queryable } from '../store/database.ts';

/** How many commands of somebody were ended in a repository within the last hour, and how many refused. */
export async function answersOfLastHour(
  sql: Queryable,
  { repositoryId, senderId }: Pick<GivenCommand, 'repositoryId' | 'senderId'>,
): Promise<{ readonly answered: number; readonly refused: number }> {
  const [row] = await sql.query<{ answered: bigint; refused: bigint }>(
    `select count(*) as answered, count(*) filter (where state = 'refused') as refused
     from command
     where repository_id = $1 and sender_id = $2 and answered_at > now() - interval '1 hour'`,
    [repositoryId, senderId],
  );
  return { answered: Number(row?.answered ?? 0), refused: Number(row?.refused ?? 0) };
}
