import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BotConfig } from '../../../bot/src/config/bot-config.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';
import { startPostgresql } from '../../support/postgresql.ts';
import { formatMs, type Outcome, type Row } from '../row.ts';
import { type Sent, sendWebhooks } from '../send-webhooks.ts';

const secret = 'whsec-0123456789abcdef';
const seconds = 20;
const killedAfterMs = 2_000;
const program = fileURLToPath(new URL('../webhook-door.ts', import.meta.url));

/** Row 9: how soon a webhook is acknowledged and durable, and whether a killed bot loses any. */
export const webhookRow: Row = {
  number: 9,
  async run(bench) {
    const folder = join(bench.newFolder('pglite'), 'data');
    const pglite = await measureDoor(
      { kind: 'pglite', folder },
      { perSecond: 20, p99LimitMs: 250 },
    );
    const server = await startPostgresql({ isDurable: true });
    if (server === undefined) throw new Error('there is no PostgreSQL');
    try {
      const url = server.newDatabase();
      const load = { perSecond: 100, p99LimitMs: 100 };
      return [await measureDoor({ kind: 'postgresql', url }, load), pglite];
    } finally {
      await server.stop();
    }
  },
};

async function measureDoor(
  database: BotConfig['database'],
  { perSecond, p99LimitMs }: { readonly perSecond: number; readonly p99LimitMs: number },
): Promise<Outcome> {
  const door = await openDoor(database);
  // The first second warms up.
  const warm = await sendWebhooks({ url: door.url, secret, perSecond, seconds: 1 });
  const measured = await sendWebhooks({ url: door.url, secret, perSecond, seconds });
  const sending = sendWebhooks({ url: door.url, secret, perSecond, seconds: 5 });
  await setTimeout(killedAfterMs);
  await door.kill();
  const interrupted = await sending;
  const next = await openDoor(database);
  const last = await sendWebhooks({ url: next.url, secret, perSecond, seconds: 1 });
  const usage = await next.end();
  const lost = await countLost(database, [warm, measured, interrupted, last]);
  const p99Ms = percentile(measured.answerMs, 0.99);
  const wallMs = percentile(measured.answerMs, 0.5);
  return {
    job: `webhook acknowledged, ${database.kind}, ${perSecond}/s for ${seconds} s`,
    figures: [
      { subject: 'galley-bot', runs: measured.answerMs.length, wallMs, ...usage, samples: [] },
    ],
    targets: [
      {
        promise: `p99 < ${formatMs(p99LimitMs)}`,
        measured: formatMs(p99Ms),
        isMet: p99Ms < p99LimitMs && measured.failed === 0,
      },
      {
        promise:
          'kill -9 in the middle: nothing acknowledged is lost, all looked at within a minute',
        measured: `${lost.deliveries} lost, ${lost.unsettled} not looked at`,
        isMet: lost.deliveries === 0 && lost.unsettled === 0,
      },
    ],
    notes: [
      `p50 ${formatMs(wallMs)}, p95 ${formatMs(percentile(measured.answerMs, 0.95))}; ${interrupted.failed} of ${5 * perSecond} were refused around the kill`,
      'CPU and peak are those of the process after the kill',
    ],
  };
}

interface Door {
  readonly url: string;
  kill(): Promise<void>;
  end(): Promise<{ readonly cpuS: number; readonly peakBytes: number }>;
}

async function openDoor(database: BotConfig['database']): Promise<Door> {
  const words = [program, JSON.stringify({ database, secret })];
  const door = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: door.stdout })[Symbol.asyncIterator]();
  const url = await nextLine(lines);
  const stop = async (signal: NodeJS.Signals) => {
    door.kill(signal);
    await ended(door);
  };
  return {
    url,
    kill: () => stop('SIGKILL'),
    async end() {
      door.kill('SIGTERM');
      const usage = JSON.parse(await nextLine(lines));
      await stop('SIGTERM');
      return usage;
    },
  };
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done) throw new Error('the door ended before it said anything');
  return value;
}

async function ended(door: ChildProcess): Promise<void> {
  if (door.exitCode === null && door.signalCode === null) await once(door, 'exit');
}

async function countLost(
  config: BotConfig['database'],
  rounds: readonly Sent[],
): Promise<{ readonly deliveries: number; readonly unsettled: number }> {
  const database = await openDatabase(config);
  const known = await database.query<{ guid: string }>('select guid from delivery');
  const guids = new Set(known.map(({ guid }) => guid));
  const acknowledged = rounds.flatMap((round) => round.acknowledged);
  const unsettled = await database.query(
    'select number from pull_request where settled_generation < generation',
  );
  await database.close();
  return {
    deliveries: acknowledged.filter((guid) => !guids.has(guid)).length,
    unsettled: unsettled.length,
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
