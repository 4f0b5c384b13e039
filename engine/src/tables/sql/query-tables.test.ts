import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { GalleyError } from '../../errors/galley-error.ts';
import type { Clock } from '../../ports/clock.ts';
import { queryTables, type SqlLimits } from './query-tables.ts';

const clock: Clock = {
  now: () => 0,
  elapsedMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};

const answers = [
  { id: 'late-parcel', cost: 1_200, score: 0.5, passed: true, output: { queue: 'logistics' } },
  { id: 'refund', cost: 800, score: 1, passed: false, output: { queue: 'billing' } },
  { id: 'greeting', cost: 9_007_199_254_740_991, score: 1, passed: true, output: 'Hello' },
];

function ask(sql: string, limits: SqlLimits = {}) {
  return queryTables(sql, { tables: { answers: { rows: answers } }, clock, limits });
}

async function refusal(sql: string, limits?: SqlLimits): Promise<GalleyError> {
  return ask(sql, limits).then(
    (result) => {
      throw new Error(`answered ${JSON.stringify(result)}`);
    },
    (error: GalleyError) => error,
  );
}

describe('an honest query', () => {
  it('aggregates rows of JSON values', async () => {
    const result = await ask('select count(*) as n, avg(score) as mean from answers where passed');
    expect(result).toEqual({
      columns: [
        { name: 'n', type: 'BIGINT' },
        { name: 'mean', type: 'DOUBLE' },
      ],
      rows: [[2, 0.75]],
    });
  });

  it('reads nested values with arrows', async () => {
    const sql = "select id, output->>'queue' as queue from answers order by id";
    expect((await ask(sql)).rows).toEqual([
      ['greeting', null],
      ['late-parcel', 'logistics'],
      ['refund', 'billing'],
    ]);
  });

  it('keeps whole numbers and decimals exact', async () => {
    const sql = `select sum(cost), sum(cost) * 1000000000000, 0.1 + 0.2, 123456789012345678.9,
      9007199254740991::bigint + 1 from answers`;
    expect((await ask(sql)).rows).toEqual([
      [
        '9007199254742991',
        '9007199254742991000000000000',
        0.3,
        '123456789012345678.9',
        '9007199254740992',
      ],
    ]);
  });

  it('gives lists, structs, maps, dates and what is no number as JSON', async () => {
    const sql = `select [1, 2], {'queue': 'billing'}, map {'a': 1}, date '2026-11-21',
      timestamp '2026-11-21 12:00:00', 'nan'::double, interval 2 day, null`;
    expect((await ask(sql)).rows).toEqual([
      [
        [1, 2],
        { queue: 'billing' },
        [{ key: 'a', value: 1 }],
        '2026-11-21',
        '2026-11-21 12:00:00',
        'NaN',
        '2 days',
        null,
      ],
    ]);
  });

  it.each([
    ['with late as (select * from answers where score < 1) select count(*) from late', [[1]]],
    [
      'with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select sum(n) from t',
      [[15]],
    ],
    ['from answers select max(cost) over () limit 1', [[9_007_199_254_740_991]]],
    ['select count(*) from answers a join answers b using (id)', [[3]]],
    ['select count(*) from (values (1), (2)) v(n), range(3)', [[6]]],
    [
      'select list_transform([1, 2], lambda n: n * 2), [n for n in [1, 2] if n > 1]',
      [[[2, 4], [2]]],
    ],
    [
      'select id from answers qualify row_number() over (order by score, id) = 1',
      [['late-parcel']],
    ],
    ["select case when id like 'r%' then 1 else 2 end from answers order by all limit 1", [[1]]],
    [
      'select cast(score as decimal(9, 2)), try_cast(id as int) from answers limit 1',
      [[0.5, null]],
    ],
    ["select count(*) from answers where id in ('refund') or not exists (select 1)", [[1]]],
    ['select 1 union all select 2 except select 3 order by 1', [[1], [2]]],
    [
      'select * exclude (output, cost, score) from answers order by id desc limit 1',
      [['refund', false]],
    ],
    [
      'pivot (select passed, score from answers) on passed in (true, false) using sum(score)',
      [[1.5, 1]],
    ],
    ['select count(distinct key) from answers, json_each(output)', [[1]]],
    [
      "select string_agg(id, ',' order by id) filter (where passed) from answers",
      [['greeting,late-parcel']],
    ],
  ])('answers %s', async (sql, rows) => {
    expect((await ask(sql)).rows).toEqual(rows);
  });

  it('reads an empty table by its declared columns', async () => {
    const tables = { runs: { rows: [], columns: { cost: 'HUGEINT', who: 'VARCHAR' } } };
    const result = await queryTables('select sum(cost), count(who) from runs', { tables, clock });
    expect(result.rows).toEqual([[null, 0]]);
  });

  it('holds names and values that look like SQL', async () => {
    const rows = [{ '"; drop table x; --': "'); select 1; --", __proto__x: 'kept' }];
    const tables = { 'my "answers"': { rows } };
    const result = await queryTables('select * from "my ""answers"""', { tables, clock });
    expect(result.rows).toEqual([["'); select 1; --", 'kept']]);
  });
});

describe('a hostile query', () => {
  const outside = join(tmpdir(), 'galley-hostile-query.csv');

  it.each([
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/proc/self/environ')",
    "select * from glob('/*')",
    "select * from '/etc/passwd'",
    "from 'answers.parquet'",
    "attach '/tmp/other.db' as other",
    `copy (select 1) to '${outside}'`,
    `copy answers to '${outside}'`,
    `export database '${outside}'`,
    'install httpfs',
    'load httpfs',
    'set memory_limit = 1000000000000',
    'reset lock_configuration',
    'pragma database_list',
    'call enable_logging()',
    "select * from enable_logging('QueryLog', storage = 'stdout')",
    'select * from enable_profiling()',
    "select * from query('select 1')",
    "select * from query_table('answers')",
    "select * from json_execute_serialized_sql('{}')",
    'select * from duckdb_settings()',
    'select * from duckdb_settings',
    'with duckdb_settings as (select 1) select * from duckdb_settings',
    'select * from information_schema.tables',
    'select * from sqlite_master',
    'select * from pg_catalog.pg_tables',
    'select * from system.main.duckdb_tables',
    "select getenv('HOME')",
    "select current_setting('temp_directory')",
    "select write_log('::error::', level = 'error')",
    'select sleep_ms(100000)',
    'select now()',
    'select current_timestamp',
    'select Current_Date from answers',
    'select random()',
    'select gen_random_uuid()',
    "select repeat('x', 2000000000)",
    "select lpad('x', 2000000000, 'y')",
    "select format('{:>2000000000}', 'x')",
    'select range(1000000000)',
    'select unnest(generate_series(1, 1000000000))',
    'select list_resize([1], 1000000000)',
    "select nextval('numbers')",
    'select ?',
    'select $name',
    'show tables',
    'describe answers',
    'summarize answers',
    'explain select 1',
    'pivot answers on id',
    'create table x as select 1',
    'create macro count(a) as 42',
    'insert into answers select * from answers',
    'update answers set cost = 0',
    'delete from answers',
    'drop table answers',
    'begin',
    'select 1; select 2',
    "select 1; copy answers to '/tmp/x'",
    '',
    ';',
    '-- nothing',
    'select * from answer',
    'select cots from answers',
    'selec 1',
    'select',
    'select \u0000',
  ])('is refused: %s', async (sql) => {
    const error = await refusal(sql);
    expect(error.code).toBe('sql-invalid');
    expect(error.message).toMatch(/^[^\n]{5,300}$/);
    expect(error.hint).toBeTruthy();
    expect(existsSync(outside)).toBe(false);
    rmSync(outside, { recursive: true, force: true });
  });

  it.each([
    'with recursive t(n) as (select 1 union all select n from t) select count(*) from t',
    'select count(*) from range(1000000000) a, range(1000000000) b',
    "with recursive t(s) as (select 'xxxxxxxx' union all select s || s from t) select max(len(s)) from t",
    'select count(*) from range(100000000000) a where a.range % 7 = 8',
    "select string_agg(md5(range::varchar), ',') from range(100000000000)",
    'select array_agg(range) from range(100000000000)',
    'select count(distinct md5(range::varchar)) from range(100000000000)',
    'select * from range(100000000000)',
  ])(
    'is stopped: %s',
    async (sql) => {
      const error = await refusal(sql, { timeoutMs: 1_500, memoryBytes: 64 * 1024 * 1024 });
      expect(error.code).toBe('sql-limit');
    },
    20_000,
  );

  it.each([
    [
      'subqueries',
      (depth: number) => `${'select * from ('.repeat(depth)}select 1${')'.repeat(depth)}`,
    ],
    [
      'scalar subqueries',
      (depth: number) => `select ${'(select '.repeat(depth)}1${')'.repeat(depth)}`,
    ],
    ['parentheses', (depth: number) => `select ${'('.repeat(depth)}1${')'.repeat(depth)}`],
    ['lists', (depth: number) => `select ${'['.repeat(depth)}1${']'.repeat(depth)}`],
    ['minus signs', (depth: number) => `select ${'- '.repeat(depth)}1`],
    ['joins', (depth: number) => `select 1 from answers${', answers'.repeat(depth)} limit 1`],
    ['unions', (depth: number) => `select 1${' union select 1'.repeat(depth)}`],
    ['sums', (depth: number) => `select 1${' + 1'.repeat(depth)}`],
  ])(
    'survives %s nested as deep as fits',
    async (_name, nest) => {
      for (const depth of [100, 900, 1_800, 5_000]) {
        const sql = nest(depth);
        const end = await ask(sql, { timeoutMs: 3_000 }).catch((error: GalleyError) => error);
        if (!('rows' in end)) expect(end.code).toMatch(/^sql-(invalid|limit)$/);
      }
    },
    60_000,
  );

  it('stops when its signal aborts', async () => {
    const stop = new AbortController();
    const running = queryTables('select count(*) from range(1000000000) a, range(1000000000) b', {
      tables: {},
      clock,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(new Error('interrupted')), 100);
    await expect(running).rejects.toThrow('interrupted');
  });

  it('names what may be read and what was perhaps meant', async () => {
    expect((await refusal('select * from answer')).hint).toBe('Did you mean answers?');
    expect((await refusal('select lenght(id) from answers')).hint).toBe('Did you mean length?');
  });

  it('says where the syntax breaks', async () => {
    expect((await refusal('select 1 form answers x y')).data).toEqual({ position: 14 });
  });
});
