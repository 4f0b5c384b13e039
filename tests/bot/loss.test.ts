import { describe, expect, it } from 'vitest';
import {
  callsOfStory,
  opened,
  openStages,
  passed,
  pushed,
  shown,
  tellStory,
  worse,
} from './support/crash-story.ts';
import { killInEvaluations } from './support/kill-in-evaluations.ts';
import { expectNothingLost, expectPaidOnce, spentNanoUsd } from './support/nothing-lost.ts';

const stages = openStages();

// Each of these mostly waits.
describe.concurrent('a bot', { timeout: 240_000 }, () => {
  it('that is killed again and again keeps to the cap of a run', async ({ skip }) => {
    if (!stages.isShared()) skip('there is no PostgreSQL to look into');
    await stages.use(
      async (stage) => {
        const stop = killInEvaluations(stage, [5, 20]);
        const sha = pushed(stage, 'quickly');
        const pull = opened(stage);
        await stage.until('the gate', () => stage.checks(sha).includes('galley / gate: failure'));
        stop();
        await expectNothingLost(stage, pull);
        expect(await spentNanoUsd(stage)).toBeLessThanOrEqual(0.02e9);
        expect(stage.kills()).toBeGreaterThan(2);
      },
      { policy: 'budgets: {run_usd: 0.02}\n' },
    );
  });

  it('that is asked to end ends soon, and hears later of what it missed', () =>
    stages.use(async (stage) => {
      const first = pushed(stage, 'quickly');
      const ended = Promise.withResolvers<number | null>();
      stage.onCall((number) => {
        if (number === 20) stage.end().then(ended.resolve, ended.reject);
      });
      const pull = opened(stage);
      expect(await ended.promise).toBe(0);
      const second = pushed(stage, 'most carefully');
      stage.github.comment(pull, '/galley help', { as: 'ada' });
      await stage.github.deliveries.settle();
      await stage.start();
      await shown(stage, pull, { sha: second, checks: passed, words: second.slice(0, 7) });
      await stage.until('the help', () => stage.comments(pull).answers.length > 0);
      await expectNothingLost(stage, pull);
      expect(stage.checks(first).join()).not.toMatch(/queued|in_progress/);
    }));

  it('with a replica beside it, and with doubled and swapped webhooks, does everything once', async ({
    skip,
  }) => {
    if (!stages.isShared()) skip('two processes share a PostgreSQL only');
    await stages.use(async (stage) => {
      await stage.startReplica('bot-2');
      stage.github.deliveries.plan('duplicate', { times: 5 });
      stage.github.deliveries.plan('swap-with-next');
      const pull = await tellStory(stage);
      await expectNothingLost(stage, pull);
      expect(stage.model.requests).toHaveLength(callsOfStory);
    });
  });

  it('that never comes back leaves its work to its replica', async ({ skip }) => {
    if (!stages.isShared()) skip('two processes share a PostgreSQL only');
    await stages.use(async (stage) => {
      const sha = pushed(stage, 'quickly');
      const lost = Promise.withResolvers<void>();
      stage.onCall((number) => {
        if (number === 20) stage.lose('bot-2').then(lost.resolve, lost.reject);
      });
      const pull = opened(stage);
      await lost.promise;
      await shown(stage, pull, { sha, checks: worse, words: '10 cases broken' });
      await expectNothingLost(stage, pull);
      expectPaidOnce(stage, 140);
    });
  });
});
