import type { BotConfig } from '../../../bot/src/config/bot-config.ts';
import { openQueue } from '../../../bot/src/queue/open-queue.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';

/** A worker that takes one job, says so and never ends: to be killed. */
const config = JSON.parse(process.argv[2] ?? '') as BotConfig['database'];
const database = await openDatabase(config);
const queue = openQueue(database, {
  onError: (error) => console.error(error),
  heartbeatSeconds: 10,
});
await queue.work('evaluate', { atOnce: 1, perTenant: 1 }, async ({ data }) => {
  console.log(`at work on ${data.repositoryId}`);
  await new Promise(() => setInterval(() => {}, 60_000));
});
await queue.start();
if (process.argv[3] !== undefined) {
  const repositoryId = Number(process.argv[3]);
  const share = { key: `${repositoryId}`, tenant: 'acme' };
  await queue.send('evaluate', { repositoryId, number: 1 }, share);
}
