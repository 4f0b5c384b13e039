import { expect, it } from 'vitest';
import { migrate } from '../../bot/src/store/migrate.ts';
import { type Migration, migrations } from '../../bot/src/store/migrations/registry.ts';
import { openDatabase } from '../../bot/src/store/open-database.ts';
import { onBothDatabases, onPostgresql } from './on-both-databases.ts';

const newest = migrations.length;
const nextOne: Migration = {
  version: newest + 1,
  name: 'labels',
  up: `create table label (name text primary key); insert into label values ('prompts');`,
  down: 'drop table label',
};
const afterNext: Migration = {
  version: newest + 2,
  name: 'colours',
  up: 'create table colour (name text)',
  down: 'drop table colour',
};
const next = [...migrations, nextOne];

onBothDatabases((get) => {
  it('makes every table, and nothing the second time', async () => {
    const { database } = get();
    expect(await migrate(database)).toEqual({ from: 0, to: newest });
    expect(await migrate(database)).toEqual({ from: newest, to: newest });
    expect(await database.query('select guid from delivery')).toEqual([]);
  });

  it('goes one version forward and back and leaves the rest alone', async () => {
    const { database } = get();
    await database.query(`insert into told (key) values ('budget')`);
    expect(await migrate(database, { migrations: next })).toEqual({ from: newest, to: newest + 1 });
    expect(await database.query('select name from label')).toEqual([{ name: 'prompts' }]);
    const back = await migrate(database, { migrations: next, to: newest });
    expect(back).toEqual({ from: newest + 1, to: newest });
    expect(await database.query('select key from told')).toEqual([{ key: 'budget' }]);
    await expect(database.query('select name from label')).rejects.toMatchObject({ code: '42P01' });
  });

  it('lets a program run on tables one version newer, and no further', async () => {
    const { database } = get();
    await migrate(database, { migrations: next });
    expect(await migrate(database)).toEqual({ from: newest + 1, to: newest + 1 });
    await migrate(database, { migrations: [...next, afterNext] });
    await expect(migrate(database)).rejects.toThrow(`the database has version ${newest + 2}`);
    await migrate(database, { migrations: [...next, afterNext], to: newest });
  });

  it('changes nothing when a step fails', async () => {
    const { database } = get();
    const broken = { ...nextOne, up: 'create table half (a integer); select nonsense;' };
    await expect(migrate(database, { migrations: [...migrations, broken] })).rejects.toMatchObject({
      code: '42703',
    });
    await expect(database.query('select * from half')).rejects.toMatchObject({ code: '42P01' });
    expect(await migrate(database)).toEqual({ from: newest, to: newest });
  });

  it('takes everything back', async () => {
    const { database } = get();
    expect(await migrate(database, { to: 0 })).toEqual({ from: newest, to: 0 });
    await expect(database.query('select * from delivery')).rejects.toMatchObject({ code: '42P01' });
    expect(await migrate(database)).toEqual({ from: 0, to: newest });
  });
});

onPostgresql((get) => {
  it('is done once when replicas start together', async () => {
    const replicas = await Promise.all([1, 2, 3, 4].map(() => openDatabase(get().config)));
    const results = await Promise.all(replicas.map((replica) => migrate(replica)));
    expect(results.filter(({ from }) => from === 0)).toHaveLength(1);
    await Promise.all(replicas.map((replica) => replica.close()));
  });
});
