import { openAnswerStore } from '../../../bot/src/money/answer-store.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';
import { dollar, open, take, testClock } from '../money/open-scene.ts';

/** Pays for one call, keeps its answer, has another one under way, says so and hangs. */
const database = await openDatabase({ kind: 'postgresql', url: process.argv[2] ?? '' });
const caps = {
  budgets: { runNanoUsd: 2 * dollar, monthNanoUsd: 5 * dollar, mode: 'strict' as const },
};
const run = await open(database, { id: 'killed', caps });
const answers = openAnswerStore(database, {
  ...{ repositoryId: 11, maxAgeMs: 86_400_000, clock: testClock() },
  secrets: { values: () => [] },
});
(await take(run, 0.5 * dollar)).settle(0.5 * dollar, 10);
await answers.store('paid', {
  ...{ text: 'Yes.', toolCalls: [], finishReason: 'stop', model: 'small-1', latencyMs: 5 },
  usage: { inputTokens: 10, cachedInputTokens: undefined, outputTokens: 2 },
});
await take(run, 0.7 * dollar);
process.stdout.write('under way\n');
setInterval(() => undefined, 60_000);
