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
create table committed (number serial primary key, what text not null);
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
    for (let last = 0; !isOver; ) {
      const rows = await sql.query<{ number: number; what: string }>(
        'select number, what from committed where number > $1 order by number',
        [last],
      );
      last = rows.at(-1)?.number ?? last;
      const fresh = rows.filter(({ what }) => !/ sweep | history /.test(what) && !seen.has(what));
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
