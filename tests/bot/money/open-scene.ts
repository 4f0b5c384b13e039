import { createDeskSharing } from '@galley/engine/models';
import type { Clock, Reservation } from '@galley/engine/ports';
import { openRun, type PaidRun } from '../../../bot/src/money/open-run.ts';
import type { Caps, Spender } from '../../../bot/src/money/spender.ts';
import type { Database } from '../../../bot/src/store/database.ts';

export const dollar = 1_000_000_000;

/** Real sleeping, and a clock that a test may put forward. */
export interface TestClock extends Clock {
  aheadMs: number;
}

/** A clock whose short sleeps are shorter, so that waiting for other runs does not slow a test. */
export function testClock(): TestClock {
  const clock: TestClock = {
    aheadMs: 0,
    now: () => Date.UTC(2026, 10, 21, 12) + clock.aheadMs,
    elapsedMs: () => performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        clock.aheadMs += ms <= 2_000 ? ms : 0;
        const timer = setTimeout(resolve, ms <= 2_000 ? 5 : ms).unref();
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        if (signal?.aborted) stop();
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
  return clock;
}

export const ada: Spender = { repositoryId: 11, accountId: 1, number: 7, actor: 'ada' };

export const noCaps: Caps = { budgets: { runNanoUsd: undefined, mode: 'strict' } };

/** Opens a run as a worker does. */
export function open(
  database: Database,
  options: {
    readonly id?: string;
    readonly spender?: Spender;
    readonly caps?: Caps;
    readonly worker?: string;
    readonly clock?: Clock;
    readonly signal?: AbortSignal;
  } = {},
): Promise<PaidRun> {
  const { id = 'first', spender = ada, caps = noCaps, worker = 'bot-1' } = options;
  return openRun(database, {
    spender,
    caps,
    run: {
      id,
      project: '',
      commits: { base: 'b'.repeat(40), head: 'a'.repeat(40) },
      policyHash: null,
    },
    worker,
    clock: options.clock ?? testClock(),
    random: { next: Math.random },
    signal: options.signal ?? new AbortController().signal,
  });
}

/** The reserver that desks use. */
export function reserverOf(run: PaidRun) {
  return createDeskSharing({ clock: testClock(), spend: run.spend }).reserver;
}

/** Reserves as a desk does, durably. */
export function take(run: PaidRun, nanoUsd: number | undefined, tokens = 10): Promise<Reservation> {
  return reserverOf(run).reserve(nanoUsd, new AbortController().signal, tokens);
}

/** The row of a run. */
export async function rowOf(database: Database, id: string) {
  const [row] = await database.query<{
    state: string;
    allotted: bigint;
    reach: bigint;
    spent: bigint;
    tokens: bigint;
    is_upper_bound: boolean;
    record: { status: string; totals: { knownCostNanoUsd: number } };
  }>('select * from run where id = $1', [id]);
  if (!row) throw new Error(`no run ${id}`);
  return row;
}

/** Its worker stopped giving signs of life. */
export async function loseWorker(database: Database, id: string): Promise<void> {
  await database.query(`update run set beat_at = now() - interval '2 minutes' where id = $1`, [id]);
}
