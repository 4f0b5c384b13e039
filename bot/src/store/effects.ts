import type { Effect, EffectKind, EffectPayloads } from '../effects/effect.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import { asJsonb } from './column-values.ts';
import type { Queryable } from './database.ts';

/** A wish that is to be carried out. */
export interface WaitingEffect {
  readonly key: string;
  readonly kind: EffectKind;
  /** Of the pull request, where it is about one. */
  readonly number: number | undefined;
  readonly payload: EffectPayloads[EffectKind];
  /** Names this payload: a newer one has a higher version. */
  readonly version: number;
  /** How often it failed since the payload is this one. */
  readonly attempts: number;
}

/** One check run without a result. */
export interface UnfinishedCheck {
  readonly head: string;
  readonly attempt: number;
  readonly check: EffectPayloads['check']['report']['check'];
}

/**
 * Wishes what GitHub should show. Of one key the newest payload wins: it is tried again at once when an
 * earlier one failed or was given up; a payload that is wished already changes nothing.
 */
export async function wishFor(
  sql: Queryable,
  repositoryId: number,
  effects: readonly Effect[],
): Promise<void> {
  for (const { key, kind, number, payload } of effects) {
    await sql.query(
      `insert into effect (key, repository_id, number, kind, payload, not_before, wanted_at)
       values ($1, $2, $3, $4, $5::jsonb, to_timestamp(0), clock_timestamp())
       on conflict (key) do update set
         payload = excluded.payload,
         version = effect.version + 1,
         not_before = case when effect.attempts > 0 then to_timestamp(0) else effect.not_before end,
         wanted_at = case when effect.done_version = effect.version or effect.failure is not null
           then clock_timestamp() else effect.wanted_at end,
         attempts = 0,
         failure = null
       where effect.payload is distinct from excluded.payload or effect.failure is not null`,
      [key, repositoryId, number ?? null, kind, asJsonb(payload)],
    );
  }
}

/** Wishes of a repository that are due, oldest first. */
export async function waitingEffects(
  sql: Queryable,
  repositoryId: number,
  now: Date,
): Promise<WaitingEffect[]> {
  const rows = await sql.query<EffectRow>(
    `select key, kind, number, payload, version, attempts from effect
     where repository_id = $1 and ${waits} and not_before <= $2
     order by wanted_at, key`,
    [repositoryId, now],
  );
  return rows.map(({ key, kind, number, payload, version, attempts }) => ({
    key,
    kind,
    number: number ?? undefined,
    payload,
    version: Number(version),
    attempts,
  }));
}

/**
 * This version is on GitHub.
 * @param options.notBefore when a newer payload may be carried out; default at once
 */
export async function effectDone(
  sql: Queryable,
  key: string,
  version: number,
  { notBefore }: { readonly notBefore?: Date } = {},
): Promise<void> {
  await sql.query(
    `update effect set done_version = greatest(done_version, $2),
       not_before = coalesce($3, not_before),
       attempts = case when version = $2 then 0 else attempts end
     where key = $1`,
    [key, version, notBefore ?? null],
  );
}

/** This version could not be carried out and waits; nothing when a newer payload came meanwhile. */
export async function effectFailed(
  sql: Queryable,
  key: string,
  version: number,
  { notBefore }: { readonly notBefore: Date },
): Promise<void> {
  await sql.query(
    'update effect set attempts = attempts + 1, not_before = $3 where key = $1 and version = $2',
    [key, version, notBefore],
  );
}

/** This version will never be carried out; nothing when a newer payload came meanwhile. */
export async function effectGivenUp(
  sql: Queryable,
  key: string,
  version: number,
  why: string,
): Promise<void> {
  await sql.query(
    `update effect set attempts = attempts + 1, failure = $3 where key = $1 and version = $2`,
    [key, version, why],
  );
}

/** This version is wished no more; nothing when a newer payload came meanwhile. */
export async function forgetEffect(sql: Queryable, key: string, version: number): Promise<void> {
  await sql.query('delete from effect where key = $1 and version = $2', [key, version]);
}

/** No wish of a repository is carried out before; those that wait longer go on waiting. */
export async function postponeEffects(
  sql: Queryable,
  repositoryId: number,
  until: Date,
): Promise<void> {
  await sql.query(
    `update effect set not_before = greatest(not_before, $2) where repository_id = $1 and ${waits}`,
    [repositoryId, until],
  );
}

/** When the next wish of a repository is due; `undefined` when none waits. */
export async function nextEffectAt(
  sql: Queryable,
  repositoryId: number,
): Promise<Date | undefined> {
  const [row] = await sql.query<{ next: Date | null }>(
    `select min(not_before) as next from effect where repository_id = $1 and ${waits}`,
    [repositoryId],
  );
  return row?.next ?? undefined;
}

/** Repositories with wishes that are due, and whose share publishing them takes. */
export async function repositoriesWithWaitingEffects(
  sql: Queryable,
): Promise<{ readonly repositoryId: number; readonly accountId: number }[]> {
  const rows = await sql.query<{ repository_id: bigint; account_id: bigint }>(
    `select distinct e.repository_id, i.account_id from effect e
     join repository r on r.id = e.repository_id
     join installation i on i.id = r.installation_id
     where ${waits} and not_before <= now() and r.removed_at is null
       and i.removed_at is null and not i.is_suspended
     order by e.repository_id`,
  );
  return rows.map((row) => ({
    repositoryId: Number(row.repository_id),
    accountId: Number(row.account_id),
  }));
}

/** Check runs of a pull request that are wished to be shown as waiting or at work. */
export async function unfinishedChecks(
  sql: Queryable,
  { repositoryId, number }: PullRequestKey,
): Promise<UnfinishedCheck[]> {
  return sql.query<UnfinishedCheck>(
    `select payload->>'head' as head, (payload->>'attempt')::integer as attempt,
       payload->'report'->>'check' as check
     from effect
     where repository_id = $1 and number = $2 and kind = 'check'
       and payload->'report'->>'status' <> 'completed'
     order by key`,
    [repositoryId, number],
  ) as Promise<UnfinishedCheck[]>;
}

/** What the gate of another pull request with the same newest commit says of it alone. */
export interface GateOfHead {
  readonly number: number;
  /** A conclusion, or `in_progress`. */
  readonly own: string;
}

/** Gates of the other open pull requests with this newest commit. */
export async function gatesOfHead(
  sql: Queryable,
  { repositoryId, number, head }: PullRequestKey & { readonly head: string },
): Promise<GateOfHead[]> {
  const rows = await sql.query<GateOfHead>(
    `select distinct on (e.number) e.number, e.payload->>'own' as own
     from effect e
     join pull_request p on p.repository_id = e.repository_id and p.number = e.number
     where ${isGateOfHead} and e.number <> $3 and p.is_open and p.head = $2
     order by e.number, (e.payload->>'attempt')::integer desc`,
    [repositoryId, head, number],
  );
  return [...rows];
}

/** What the gate of a pull request says of a commit alone; `undefined` when it says nothing yet. */
export async function ownGate(
  sql: Queryable,
  { repositoryId, number, head }: PullRequestKey & { readonly head: string },
): Promise<string | undefined> {
  const [row] = await sql.query<{ own: string }>(
    `select e.payload->>'own' as own from effect e
     where ${isGateOfHead} and e.number = $3
     order by (e.payload->>'attempt')::integer desc limit 1`,
    [repositoryId, head, number],
  );
  return row?.own;
}

const isGateOfHead = `e.repository_id = $1 and e.kind = 'check' and e.payload->>'head' = $2
  and e.payload->'report'->>'check' = 'gate' and e.payload->>'own' is not null`;

const waits = 'done_version < version and failure is null';

interface EffectRow {
  readonly key: string;
  readonly kind: EffectKind;
  readonly number: number | null;
  readonly payload: EffectPayloads[EffectKind];
  readonly version: bigint;
  readonly attempts: number;
}
