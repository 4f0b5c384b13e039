import type { Database } from '../store/database.ts';
import type { Finding } from './finding.ts';
import type { Check } from './world.ts';

const about = 'database';
/** As PostgreSQL says it: 13. */
const oldestVersion = 130_000;

/** Whether the database answers, is new enough, and has our tables. */
export const checkDatabase: Check = async ({ config, openDatabase, newestTables }) => {
  let database: Database;
  try {
    database = await openDatabase();
  } catch (error) {
    return [unreachable(error)];
  }
  try {
    return [
      ...(config.database.kind === 'pglite' ? [embedded] : []),
      ...(await versionFindings(database)),
      ...(await tableFindings(database, newestTables)),
    ];
  } catch (error) {
    return [unreachable(error)];
  } finally {
    await database.close();
  }
};

const embedded: Finding = {
  level: 'warning',
  about,
  message: 'the embedded database serves one process, for trial',
  hint: 'Set DATABASE_URL to a PostgreSQL before anybody relies on the bot.',
};

function unreachable(error: unknown): Finding {
  const { code } = (error ?? {}) as { code?: unknown };
  const why = typeof code === 'string' ? ` (${code})` : '';
  const hint =
    'Compare DATABASE_URL with the database, and look whether it is reachable from here.';
  return { level: 'error', about, message: `it does not answer${why}`, hint };
}

async function versionFindings(database: Database): Promise<Finding[]> {
  const [row] = await database.query<{ version: number; shown: string }>(
    `select current_setting('server_version_num')::integer as version,
            current_setting('server_version') as shown`,
  );
  if (row === undefined || row.version >= oldestVersion) return [];
  const hint = 'Update it: the queue needs PostgreSQL 13 or newer.';
  return [{ level: 'error', about, message: `it is PostgreSQL ${row.shown}`, hint }];
}

async function tableFindings(database: Database, newest: number): Promise<Finding[]> {
  const [there] = await database.query<{ is_there: boolean }>(
    `select to_regclass('migration') is not null as is_there`,
  );
  const [row] = there?.is_there
    ? await database.query<{ version: number }>(
        'select coalesce(max(version), 0)::integer as version from migration',
      )
    : [{ version: 0 }];
  const version = row?.version ?? 0;
  if (version === newest) return [];
  const message = `its tables have version ${version}, and this program knows ${newest}`;
  if (version < newest) {
    return [
      { level: 'warning', about, message, hint: 'Run galley-bot migrate, or start the bot.' },
    ];
  }
  const hint = 'One version newer is fine while a release is taken back; else start the newer bot.';
  return [{ level: 'warning', about, message, hint }];
}
