import { systemClock } from '@galley/engine/system';
import type { BotConfig } from '../../bot/src/config/bot-config.ts';
import { openWebhookServer } from '../../bot/src/intake/open-webhook-server.ts';
import { openIntake } from '../../bot/src/intake/take-delivery.ts';
import { openQueue } from '../../bot/src/queue/open-queue.ts';
import { migrate } from '../../bot/src/store/migrate.ts';
import { openDatabase } from '../../bot/src/store/open-database.ts';
import { findPullRequest, settleGeneration } from '../../bot/src/store/pull-requests.ts';

/**
 * The door of the bot with its database and queue, in a process that is measured and killed. A look only
 * reads and settles its pull request. Says its address when it is ready; after SIGTERM works off what waits,
 * for at most a minute, and says what it used.
 */
const { database: config, secret } = JSON.parse(process.argv[2] ?? '') as {
  readonly database: BotConfig['database'];
  readonly secret: string;
};
const database = await openDatabase(config);
await migrate(database);
const clock = systemClock();
const queue = openQueue(database, { onError: (error) => console.error(error) });
await queue.start();
await queue.work('look', { atOnce: 4, perTenant: 4 }, async ({ data }) => {
  const { repositoryId, number } = data;
  const known = await findPullRequest(database, repositoryId, number);
  if (known !== undefined) await settleGeneration(database, data, known.generation);
});
const server = await openWebhookServer({
  server: { host: '127.0.0.1', port: 0, webhookPath: '/webhooks', mostBytes: 25_000_000 },
  webhookSecrets: [secret],
  take: openIntake({ database, queue, clock, appId: 1 }),
  routes: {},
  clock,
});
console.log(server.url);
process.once('SIGTERM', async () => {
  const latest = clock.now() + 60_000;
  while (clock.now() < latest && (await isBusy())) await clock.sleep(100);
  await server.close({ graceMs: 1_000 });
  await queue.stop({ graceMs: 1_000 });
  await database.close();
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ cpuS: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 }),
  );
});

async function isBusy(): Promise<boolean> {
  const { look } = await queue.depth();
  return look.waiting + look.active > 0;
}
