import { afterAll, beforeAll, describe } from 'vitest';
import type { BotConfig } from '../../bot/src/config/bot-config.ts';
import type { Database } from '../../bot/src/store/database.ts';
import { openDatabase } from '../../bot/src/store/open-database.ts';
import { ensurePostgresql } from '../../scripts/install-postgresql.ts';
import { type PostgresqlServer, startPostgresql } from '../support/postgresql.ts';

/** An empty database of a suite. */
export interface SuiteDatabase {
  readonly database: Database;
  /** Where another process or another replica finds it; PGlite takes none. */
  readonly config: BotConfig['database'];
}

const hasPostgresql = ensurePostgresql() !== undefined;

/** Runs a suite on PGlite and on PostgreSQL, each with one empty database for all its tests. */
export function onBothDatabases(suite: (get: () => SuiteDatabase) => void): void {
  describe('on PGlite', () => {
    let opened: SuiteDatabase;
    beforeAll(async () => {
      const config = { kind: 'pglite', folder: undefined } as const;
      opened = { config, database: await openDatabase(config) };
    });
    afterAll(() => opened.database.close());
    suite(() => opened);
  });
  onPostgresql(suite);
}

/** Runs a suite on PostgreSQL with one empty database for all its tests. */
export function onPostgresql(suite: (get: () => SuiteDatabase) => void): void {
  describe.skipIf(!hasPostgresql)('on PostgreSQL', () => {
    let opened: SuiteDatabase;
    let server: PostgresqlServer | undefined;
    beforeAll(async () => {
      server = await startPostgresql();
      const url = server?.newDatabase() ?? '';
      const config = { kind: 'postgresql', url } as const;
      opened = { config, database: await openDatabase(config) };
    });
    afterAll(async () => {
      await opened.database.close();
      await server?.stop();
    });
    suite(() => opened);
  });
}
