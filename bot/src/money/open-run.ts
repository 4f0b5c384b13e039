import type { GalleyError } from '@galley/engine/errors';
import { createBudgetBook, type RunRecord } from '@galley/engine/ledger';
import type { Clock, Random, Reservation, Spend } from '@galley/engine/ports';
import type { NanoUsd } from '@galley/engine/units';
import { asJsonb } from '../store/column-values.ts';
import type { Database, Queryable } from '../store/database.ts';
import type { Amount } from './amount.ts';
import type { StoppedBy } from './budget-alerts.ts';
import { type ClaimedRun, claimRun, type RunFacts } from './claim-run.ts';
import { lostAfterSeconds } from './close-lost-runs.ts';
import { interruptedRecord } from './interrupted-record.ts';
import { openAccount, type RunAccount } from './open-account.ts';
import type { Asked } from './raise-allotment.ts';
import { runScopes } from './scopes-of.ts';
import type { Caps, Spender } from './spender.ts';

/** One run that may cost money, over every process that works on it. */
export interface PaidRun {
  readonly id: string;
  /** What is known of its record from the beginning. */
  readonly draft: RunRecord;
  /** For `createDeskSharing` and `createModelDesk`; what it gives out is durable before it is sent. */
  readonly spend: Spend;
  /** The lowest cap of the run itself; `undefined`: none. */
  readonly capNanoUsd: NanoUsd | undefined;
  state(): RunState;
  /**
   * Ends the run with what it spent, everything cut off at its worst case; call it also after a
   * failure. Does nothing when another worker has the run now.
   * @param within the transaction to be part of; default one of its own
   */
  close(end: RunEnd, within?: Queryable): Promise<void>;
}

/** What a run has spent so far. */
export interface RunState {
  /** Of this row, by earlier workers too; attempts under way not counted. */
  readonly spentNanoUsd: NanoUsd;
  readonly spentTokens: number;
  readonly unknownCostAttempts: number;
  readonly isUpperBound: boolean;
  /** Caps over several runs that refused an attempt. */
  readonly stoppedBy: readonly StoppedBy[];
}

export interface RunEnd {
  /** Absent: the run was stopped before it came to anything. */
  readonly record?: RunRecord;
  /** Signed lines for cassettes, held back until the pull request is merged. */
  readonly recordings?: readonly { readonly path: string; readonly lines: readonly string[] }[];
}

/** How long to wait for what is set aside: a lost worker's is free after a minute. */
const longestWaitMs = (lostAfterSeconds + 15) * 1000;
const pauseMs = 1_000;
const beatMs = 15_000;

/**
 * Opens a run, or goes on with the one that a lost worker left behind: what that can have spent counts,
 * so that a run's cap holds however often it is begun. Strict caps over several runs hold over all
 * replicas, because nothing is sent before it stands in the database.
 * @param options.worker name of this process
 * @param options.signal ends waiting for other runs
 */
export async function openRun(
  database: Database,
  options: {
    readonly spender: Spender;
    readonly caps: Caps;
    readonly run: RunFacts;
    readonly worker: string;
    readonly clock: Clock;
    readonly random: Random;
    readonly signal: AbortSignal;
  },
): Promise<PaidRun> {
  const { spender, caps, run, clock, signal } = options;
  const claim = `${options.worker} ${Math.floor(options.random.next() * 2 ** 52).toString(36)}`;
  const claimed = await database.transaction((sql) =>
    claimRun(sql, spender, { run, claim, nowMs: clock.now() }),
  );
  const book = createBudgetBook({ scopes: runScopes(caps) });
  book.carryOver(
    claimed.earlierNanoUsd + claimed.spentNanoUsd,
    claimed.earlierTokens + claimed.spentTokens,
  );
  const counted = () => ({
    unknownCostAttempts: claimed.unknownCostAttempts + book.unknownCostAttempts(),
    isUpperBound: claimed.isUpperBound || book.isUpperBound(),
  });
  const spent: Amount = { nanoUsd: claimed.spentNanoUsd, tokens: claimed.spentTokens };
  const { id, month } = claimed;
  const account = openAccount(database, spender, {
    ...{ id, month, claim, caps, spent },
    countedBy: counted,
  });
  const stoppedBy: StoppedBy[] = [];
  const onRefused = (error: GalleyError): void => {
    if (error.code === 'budget-exceeded') stoppedBy.push(error.data as unknown as StoppedBy);
  };
  const closing = new AbortController();
  void keepAlive(account, clock, closing.signal);
  return {
    id,
    draft: claimed.draft,
    capNanoUsd: lowestCap(book.scopes()),
    spend: {
      reserve(nanoUsd, tokens) {
        const asked = { nanoUsd, tokens };
        return durable(book.reserve(nanoUsd, tokens), asked, {
          ...{ account, clock, signal, onRefused },
        });
      },
    },
    state() {
      const { nanoUsd, tokens } = account.spent();
      return { spentNanoUsd: nanoUsd, spentTokens: tokens, ...counted(), stoppedBy };
    },
    async close(end, within = database) {
      closing.abort();
      await account.rest();
      await closeRow(within, { claimed, claim, end, taken: account.taken(), ...counted() });
    },
  };
}

/** A reservation of this process that is given out when the database has it as well. */
function durable(
  reservation: Reservation,
  asked: Asked,
  options: {
    readonly account: RunAccount;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly onRefused: (error: GalleyError) => void;
  },
): Reservation {
  const { account, clock, signal, onRefused } = options;
  let isSecured = false;
  const back = (actual: Amount): void => {
    account.settle(isSecured ? asked : { nanoUsd: 0, tokens: 0 }, actual);
  };
  return {
    async secure() {
      const deadline = clock.now() + longestWaitMs;
      for (;;) {
        const raised = await account.raise(asked);
        if (raised.kind === 'raised') break;
        if (!raised.isForNow || clock.now() >= deadline) {
          if (!raised.isForNow) onRefused(raised.error);
          throw raised.error;
        }
        await Promise.race([account.change(), clock.sleep(pauseMs, signal)]);
      }
      isSecured = true;
    },
    settle(actual, tokens) {
      reservation.settle(actual, tokens);
      back({ nanoUsd: actual ?? asked.nanoUsd ?? 0, tokens: tokens ?? asked.tokens ?? 0 });
    },
    release() {
      reservation.release();
      back({ nanoUsd: 0, tokens: 0 });
    },
  };
}

async function keepAlive(account: RunAccount, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await clock.sleep(beatMs, signal);
      await account.beat();
    } catch {
      // A run that was taken over, and a database that is away, refuse the next attempt too.
    }
  }
}

async function closeRow(
  sql: Queryable,
  facts: {
    readonly claimed: ClaimedRun;
    readonly claim: string;
    readonly end: RunEnd;
    readonly taken: ReturnType<RunAccount['taken']>;
    readonly unknownCostAttempts: number;
    readonly isUpperBound: boolean;
  },
): Promise<void> {
  const { claimed, claim, end, taken } = facts;
  const isUpperBound = facts.isUpperBound || taken.isCutOff;
  const { nanoUsd, tokens } = taken;
  const stopped = interruptedRecord(claimed.draft, { nanoUsd, tokens, isUpperBound });
  const recordings = end.recordings?.filter(({ lines }) => lines.length > 0) ?? [];
  await sql.query(
    `update run set state = 'closed', closed_at = now(), allotted = 0, allotted_tokens = 0,
      spent = $3, reach = $3, tokens = $4, reach_tokens = $4,
      unknown_cost_attempts = $5, is_upper_bound = $6,
      record = $7::jsonb, recordings = $8::jsonb
    where id = $1 and worker = $2 and (state = 'open' or written_at is null)`,
    [
      ...[claimed.id, claim, nanoUsd, tokens, facts.unknownCostAttempts, isUpperBound],
      asJsonb(end.record ?? stopped),
      recordings.length === 0 ? null : asJsonb(recordings),
    ],
  );
}

function lowestCap(scopes: readonly { readonly capNanoUsd?: number | undefined }[]) {
  const caps = scopes.flatMap(({ capNanoUsd }) => (capNanoUsd === undefined ? [] : [capNanoUsd]));
  return caps.length === 0 ? undefined : Math.min(...caps);
}
