import { beforeAll, expect, it } from 'vitest';
import type { Database, Queryable } from '../../bot/src/store/database.ts';
import { insertDelivery, knownDeliveries } from '../../bot/src/store/deliveries.ts';
import { migrate } from '../../bot/src/store/migrate.ts';
import { afterCommit } from '../../bot/src/store/transaction.ts';
import { onBothDatabases } from './on-both-databases.ts';

onBothDatabases((get) => {
  let database: Database;
  beforeAll(async () => {
    database = get().database;
    await migrate(database);
  });

  it('gives bigint, timestamps and jsonb as they are', async () => {
    const [row] = await database.query(
      `select 9007199254740993::bigint as big, 3 as small, to_timestamp(1.5) as at,
         '{"a": [1, "b"]}'::jsonb as json, null as nothing, $1::bigint as given`,
      [12n],
    );
    expect(row).toEqual({
      big: 9007199254740993n,
      small: 3,
      at: new Date(1500),
      json: { a: [1, 'b'] },
      nothing: null,
      given: 12n,
    });
  });

  it('commits everything or nothing, and tells only of what is committed', async () => {
    const told: string[] = [];
    const insert = async (sql: Queryable, guid: string) => {
      await insertDelivery(sql, { guid, event: 'push' });
      afterCommit(sql, () => told.push(guid));
    };
    const broken = database.transaction(async (sql) => {
      await insert(sql, 'lost');
      throw new Error('the worker broke');
    });
    await expect(broken).rejects.toThrow('the worker broke');
    const kept = await database.transaction(async (sql) => {
      await insert(sql, 'kept');
      return told.length;
    });
    expect(kept).toBe(0);
    expect(told).toEqual(['kept']);
    expect(await knownDeliveries(database, ['lost', 'kept'])).toEqual(new Set(['kept']));
  });

  it('goes on after a failed statement, inside a transaction and outside', async () => {
    await expect(database.query('begin; select nonsense; commit;')).rejects.toMatchObject({
      code: '42703',
    });
    await expect(database.transaction((sql) => sql.query('select nonsense'))).rejects.toMatchObject(
      { code: '42703' },
    );
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('runs transactions that are asked for at once', async () => {
    await database.query('create table counter (value integer); insert into counter values (0);');
    const raise = () =>
      database.transaction((sql) => sql.query('update counter set value = value + 1'));
    await Promise.all(Array.from({ length: 30 }, raise));
    expect(await database.query('select value from counter')).toEqual([{ value: 30 }]);
  });
});
