import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../../bot/src/store/database.ts';
import type { CrashStage } from './crash-stage.ts';

const tables = [
  'delivery',
  'pull_request',
  'command',
  'step',
  'effect',
  'answer',
  'run',
  'pgboss.job_common',
];

/** Notes what is committed: `step insert evaluation`, `effect update check done`, `job_common update look active`. */
const tell = `
create table committed (what text not null);
create function tell() returns trigger language plpgsql as $$
declare row jsonb := to_jsonb(new);
begin
  insert into committed (what) values (concat_ws(' ', tg_table_name, lower(tg_op), row->>'kind',
    row->>'event', row->>'name', row->>'state',
    case when row->>'done_version' = row->>'version' then 'done' end,
    case when row->>'settled_generation' = row->>'generation' then 'settled' end));
  return null;
end $$;
${tables
  .map(
    (table) =>
      `create trigger tell after insert or update on ${table} for each row execute function tell();`,
  )
  .join('\n')}`;

/** Of other jobs' kinds, of events that only mark what others mark too, and of jobs that wait. */
const isNothingNew =
  / sweep | history |^delivery insert (push|check_)|^job_common .* (created|retry)/;

/** Kills the bot after the first commit of every sort; `stop` gives what it was killed after. */
export async function killAfterCommits({
  database,
  crash,
}: CrashStage): Promise<{ stop(): Promise<readonly string[]> }> {
  if (database === undefined) throw new TypeError('only PostgreSQL can be looked into');
  await database.query(tell);
  const seen = new Set<string>();
  let isOver = false;

  async function watch(sql: Database): Promise<void> {
    while (!isOver) {
      const rows = await sql.query<{ what: string }>('select distinct what from committed');
      const fresh = rows.filter(({ what }) => !isNothingNew.test(what) && !seen.has(what));
      for (const { what } of fresh) seen.add(what);
      if (fresh.length > 0) crash();
      await delay(2);
    }
  }

  const watching = watch(database);
  return {
    async stop() {
      isOver = true;
      await watching;
      return [...seen];
    },
  };
}
