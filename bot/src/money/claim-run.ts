import { createTally, type RunRecord } from '@galley/engine/ledger';
import type { NanoUsd } from '@galley/engine/units';
import { asJsonb, asText } from '../store/column-values.ts';
import type { Queryable } from '../store/database.ts';
import { closeLostRuns } from './close-lost-runs.ts';
import { lockAccount } from './lock-account.ts';
import { monthOf, type Spender } from './spender.ts';

/** A run as its worker begins it, or goes on with it. */
export interface ClaimedRun {
  readonly id: string;
  readonly month: string;
  readonly startedAt: Date;
  /** As the run's record begins. */
  readonly draft: RunRecord;
  /** Spent by a worker that was lost, at the most it can be; part of this row. */
  readonly spentNanoUsd: NanoUsd;
  readonly spentTokens: number;
  readonly isUpperBound: boolean;
  readonly unknownCostAttempts: number;
  /** Spent by earlier runs of the same thing, in rows of their own: counts for the run's cap. */
  readonly earlierNanoUsd: NanoUsd;
  readonly earlierTokens: number;
}

/** What a run is about, for its record. */
export interface RunFacts {
  /** The same for every try at the same work; letters, digits, `_` and `-`, at most 70. */
  readonly id: string;
  /** Project folder relative to the repository; `''` at its root. */
  readonly project: string;
  readonly commits: RunRecord['commits'];
  /** SHA-256 of the canonical galley.yaml in force. */
  readonly policyHash: string | null;
}

interface Row {
  readonly id: string;
  readonly state: 'open' | 'closed';
  readonly month: string;
  readonly began_at: Date;
  readonly spent: bigint;
  readonly tokens: bigint;
  readonly reach: bigint;
  readonly reach_tokens: bigint;
  readonly is_upper_bound: boolean;
  readonly unknown_cost_attempts: number;
  readonly record: RunRecord;
}

/**
 * Makes the row of a run, or takes over the one that a lost worker left open: then what that can have
 * spent counts as spent. Whoever had it before can send nothing any more.
 * @param claim unlike any other worker's
 */
export async function claimRun(
  sql: Queryable,
  spender: Spender,
  options: { readonly run: RunFacts; readonly claim: string; readonly nowMs: number },
): Promise<ClaimedRun> {
  const { run, claim, nowMs } = options;
  if (!/^[\w-]{1,70}$/.test(run.id)) throw new TypeError(`${run.id} is no id of a run`);
  await lockAccount(sql, spender.accountId);
  const rows = await sql.query<Row>(
    `select id, state, month, began_at, spent, tokens, reach, reach_tokens, is_upper_bound,
      unknown_cost_attempts, record
    from run where id = $1 or id ~ ('^' || $1 || '-again[0-9]+$') for update`,
    [run.id],
  );
  const closed = rows.filter(({ state }) => state === 'closed');
  const earlier = {
    earlierNanoUsd: Number(closed.reduce((sum, { spent }) => sum + spent, 0n)),
    earlierTokens: Number(closed.reduce((sum, { tokens }) => sum + tokens, 0n)),
  };
  const open = rows.find(({ state }) => state === 'open');
  const claimed = open
    ? { ...(await takeOver(sql, open, claim)), ...earlier }
    : { ...(await begin(sql, spender, { run, claim, nowMs, tries: closed.length })), ...earlier };
  await closeLostRuns(sql, { accountId: spender.accountId, except: claimed.id });
  return claimed;
}

type Claimed = Omit<ClaimedRun, 'earlierNanoUsd' | 'earlierTokens'>;

async function takeOver(sql: Queryable, open: Row, claim: string): Promise<Claimed> {
  const spent = Math.max(Number(open.reach), Number(open.spent));
  const tokens = Math.max(Number(open.reach_tokens), Number(open.tokens));
  const isUpperBound = open.is_upper_bound || spent > Number(open.spent);
  await sql.query(
    `update run set worker = $2, beat_at = now(), is_upper_bound = $5,
      spent = $3, reach = $3, allotted = $3, tokens = $4, reach_tokens = $4, allotted_tokens = $4
    where id = $1`,
    [open.id, claim, spent, tokens, isUpperBound],
  );
  return {
    id: open.id,
    month: open.month,
    startedAt: open.began_at,
    draft: open.record,
    spentNanoUsd: spent,
    spentTokens: tokens,
    isUpperBound,
    unknownCostAttempts: open.unknown_cost_attempts,
  };
}

async function begin(
  sql: Queryable,
  spender: Spender,
  options: {
    readonly run: RunFacts;
    readonly claim: string;
    readonly nowMs: number;
    readonly tries: number;
  },
): Promise<Claimed> {
  const { run, claim, nowMs, tries } = options;
  const id = tries === 0 ? run.id : `${run.id}-again${tries}`;
  const month = monthOf(nowMs);
  const startedAt = new Date(nowMs);
  const draft: RunRecord = {
    v: 1,
    id,
    who: spender.actor,
    door: 'bot',
    command: 'proof',
    startedAt: startedAt.toISOString(),
    finishedAt: startedAt.toISOString(),
    commits: run.commits,
    pullRequest: spender.number,
    policyHash: run.policyHash,
    planHash: `${run.commits.base ?? ''}..${run.commits.head ?? ''}`,
    status: 'interrupted',
    totals: createTally().totals(),
    byModel: {},
    byPrompt: {},
    suites: [],
  };
  await sql.query(
    `insert into run (id, repository_id, account_id, number, project, actor, month, worker, began_at, record)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`,
    [
      id,
      spender.repositoryId,
      spender.accountId,
      spender.number,
      asText(run.project),
      asText(spender.actor),
      month,
      claim,
      startedAt,
      asJsonb(draft),
    ],
  );
  const nothing = { spentNanoUsd: 0, spentTokens: 0, unknownCostAttempts: 0 };
  return { id, month, startedAt, draft, ...nothing, isUpperBound: false };
}
