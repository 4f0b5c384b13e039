import { describe, expect, it } from 'vitest';
import { callsOfStory, openStages, tellStory } from './support/crash-story.ts';
import { killAfterCommits } from './support/kill-after-commits.ts';
import { killAfterWrites, killBeforeWrites } from './support/kill-at-writes.ts';
import { killInEvaluations } from './support/kill-in-evaluations.ts';
import { expectNothingLost, expectPaidOnce } from './support/nothing-lost.ts';

const stages = openStages();

describe('a bot that is killed', { timeout: 240_000 }, () => {
  it('after every write, before GitHub could answer, says everything once', () =>
    stages.use(async (stage) => {
      const stop = killAfterWrites(stage);
      const pull = await tellStory(stage);
      stop();
      await expectNothingLost(stage, pull);
      expectPaidOnce(stage, callsOfStory);
      expect(stage.kills()).toBeGreaterThan(15);
    }));

  it('before writes, while fetching and while a model answers, pays for nothing twice', () =>
    stages.use(async (stage) => {
      const stopWrites = killBeforeWrites(stage);
      const stopCalls = killInEvaluations(stage, [1, 9, 30, 60, 90, 140, 165]);
      const pull = await tellStory(stage);
      stopWrites();
      stopCalls();
      await expectNothingLost(stage, pull);
      expectPaidOnce(stage, callsOfStory);
      expect(stage.kills()).toBeGreaterThan(12);
    }));

  it('after every sort of commit goes on from there', async ({ skip }) => {
    if (!stages.isShared()) skip('there is no PostgreSQL to look into');
    await stages.use(async (stage) => {
      const killing = await killAfterCommits(stage);
      const pull = await tellStory(stage);
      expect(await killing.stop()).toEqual(
        expect.arrayContaining([
          'delivery insert pull_request',
          'step insert free',
          'step insert evaluation',
          'effect update check done',
          'effect update comment done',
          'answer insert',
          'run update closed',
          'command update done',
        ]),
      );
      await expectNothingLost(stage, pull);
      expectPaidOnce(stage, callsOfStory);
      expect(stage.kills()).toBeGreaterThan(20);
    });
  });
});
