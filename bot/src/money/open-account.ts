import { GalleyError } from '@galley/engine/errors';
import type { Database, Queryable } from '../store/database.ts';
import type { Amount } from './amount.ts';
import { type Asked, type Raised, raiseAllotment } from './raise-allotment.ts';
import { hasSharedCap } from './scopes-of.ts';
import type { Caps, Spender } from './spender.ts';

/** Where a run stands in its row, and how it gets more. */
export interface RunAccount {
  /**
   * Sets something aside for good; resolves once that is durable.
   * @throws GalleyError `interrupted` when another worker has the run now; what the database throws
   */
  raise(asked: Asked): Promise<Raised>;
  /** What was raised is spent, or given back. */
  settle(asked: Asked, spent: Amount): void;
  /** Resolves when something of this run is settled. */
  change(): Promise<void>;
  /** Writes down where the run stands: a sign of life. */
  beat(): Promise<void>;
  /** What is spent by now. */
  spent(): Amount;
  /** Resolves when nothing is being written. */
  rest(): Promise<void>;
  /** What is spent, with everything still under way at its worst case. */
  taken(): Amount & { readonly isCutOff: boolean };
}

interface Waiting {
  readonly asked: Asked;
  readonly resolve: (raised: Raised) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The account of one run. Writes go one after the other; what is asked for meanwhile goes into the next
 * one together, and one by one where that does not fit together.
 * @param options.spent by whoever had the run before
 * @param options.countedBy what else goes into the row with every write
 */
export function openAccount(
  database: Database,
  spender: Spender,
  options: {
    readonly id: string;
    readonly month: string;
    readonly claim: string;
    readonly caps: Caps;
    readonly spent: Amount;
    readonly countedBy: () => {
      readonly unknownCostAttempts: number;
      readonly isUpperBound: boolean;
    };
  },
): RunAccount {
  const { id, claim, caps, month, countedBy } = options;
  const isShared = hasSharedCap(caps);
  let spent = options.spent;
  let held: Amount = { nanoUsd: 0, tokens: 0 };
  let allotted: Amount = options.spent;
  let waiting: Waiting[] = [];
  let lastWrite: Promise<unknown> = Promise.resolve();
  let isServing = false;
  let watching: (() => void)[] = [];

  async function write(sql: Queryable, reach: Amount, next: Amount): Promise<void> {
    const { unknownCostAttempts, isUpperBound } = countedBy();
    const rows = await sql.query(
      `update run set beat_at = now(), allotted = $3, allotted_tokens = $4, reach = $5,
        reach_tokens = $6, spent = $7, tokens = $8, unknown_cost_attempts = $9, is_upper_bound = $10
      where id = $1 and worker = $2 and state = 'open' returning id`,
      [
        ...[id, claim, next.nanoUsd, next.tokens, reach.nanoUsd, reach.tokens],
        ...[spent.nanoUsd, spent.tokens, unknownCostAttempts, isUpperBound],
      ],
    );
    if (rows.length === 0) throw takenOver(id);
  }

  async function obtain(asked: Asked): Promise<Raised> {
    const need = plus(plus(spent, held), known(asked));
    const isRoomy = need.nanoUsd <= allotted.nanoUsd && need.tokens <= allotted.tokens;
    if (!isShared || (isRoomy && !isUnknown(asked))) {
      const next = isShared ? allotted : need;
      await write(database, need, next);
      return { kind: 'raised', allotted: next };
    }
    const facts = { id, month, caps, spent, held, asked };
    return database.transaction(async (sql) => {
      const raised = await raiseAllotment(sql, spender, facts);
      if (raised.kind === 'raised') await write(sql, need, raised.allotted);
      return raised;
    });
  }

  /** False: not together. */
  async function serve(batch: readonly Waiting[]): Promise<boolean> {
    const isOne = batch.length === 1;
    if (!isOne && batch.some(({ asked }) => isUnknown(asked))) return false;
    const asked = isOne && batch[0] ? batch[0].asked : sumOf(batch);
    try {
      const raised = await obtain(asked);
      if (raised.kind === 'refused' && !isOne) return false;
      if (raised.kind === 'raised') {
        allotted = raised.allotted;
        held = plus(held, known(asked));
      }
      for (const { resolve } of batch) resolve(raised);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    return true;
  }

  async function serveAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      if (await serve(batch)) continue;
      for (const one of batch) await serve([one]);
    }
    isServing = false;
  }

  return {
    raise(asked) {
      return new Promise((resolve, reject) => {
        waiting.push({ asked, resolve, reject });
        if (isServing) return;
        isServing = true;
        lastWrite = lastWrite.then(serveAll);
      });
    },
    settle(asked, actual) {
      held = minus(held, known(asked));
      spent = plus(spent, actual);
      for (const resume of watching) resume();
      watching = [];
    },
    change: () => new Promise((resolve) => watching.push(resolve)),
    beat() {
      const beat = lastWrite.then(async () => {
        const reach = plus(spent, held);
        await write(database, reach, reach);
        allotted = reach;
      });
      lastWrite = beat.catch(() => undefined);
      return beat;
    },
    spent: () => spent,
    async rest() {
      await lastWrite;
    },
    taken: () => ({ ...plus(spent, held), isCutOff: held.nanoUsd > 0 || held.tokens > 0 }),
  };
}

function sumOf(batch: readonly Waiting[]): Amount {
  return batch.reduce((sum, { asked }) => plus(sum, known(asked)), { nanoUsd: 0, tokens: 0 });
}

function isUnknown({ nanoUsd, tokens }: Asked): boolean {
  return nanoUsd === undefined || tokens === undefined;
}

function known({ nanoUsd = 0, tokens = 0 }: Asked): Amount {
  return { nanoUsd, tokens };
}

function plus(one: Amount, other: Amount): Amount {
  return { nanoUsd: one.nanoUsd + other.nanoUsd, tokens: one.tokens + other.tokens };
}

function minus(one: Amount, other: Amount): Amount {
  return { nanoUsd: one.nanoUsd - other.nanoUsd, tokens: one.tokens - other.tokens };
}

function takenOver(id: string): GalleyError {
  return new GalleyError('interrupted', `another worker has the run ${id} now`, {
    data: { run: id },
    hint: 'This worker gave no sign of life for a minute; the other one goes on with what was answered.',
  });
}
