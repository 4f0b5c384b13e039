import { expect, it } from 'vitest';
import { migrate } from '../store/migrate.ts';
import { migrations } from '../store/migrations/registry.ts';
import { openDatabase } from '../store/open-database.ts';
import { checkDatabase } from './check-database.ts';
import type { DoctorWorld } from './world.ts';

it('asks a real database for its version and its tables, and closes it', async () => {
  const database = await openDatabase({ kind: 'pglite', folder: undefined });
  let timesClosed = 0;
  const close = async () => {
    timesClosed += 1;
  };
  const world = {
    config: { database: { kind: 'postgresql' } },
    newestTables: migrations.length,
    openDatabase: async () => ({ ...database, close }),
  } as unknown as DoctorWorld;
  expect(await checkDatabase(world)).toMatchObject([
    { level: 'warning', hint: 'Run galley-bot migrate, or start the bot.' },
  ]);
  await migrate(database);
  expect(await checkDatabase(world)).toEqual([]);
  expect(timesClosed).toBe(2);
  await database.close();
}, 60_000);
