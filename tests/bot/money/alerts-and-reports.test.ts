import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Effect } from '../../../bot/src/effects/effect.ts';
import { openAnswerStore } from '../../../bot/src/money/answer-store.ts';
import {
  budgetReport,
  monthSpendOf,
  spendOfPullRequest,
} from '../../../bot/src/money/budget-report.ts';
import type { Caps } from '../../../bot/src/money/spender.ts';
import { type BudgetMessage, tellOfBudgets } from '../../../bot/src/money/tell-of-budgets.ts';
import type { Database } from '../../../bot/src/store/database.ts';
import { migrate } from '../../../bot/src/store/migrate.ts';
import { onBothDatabases } from '../on-both-databases.ts';
import { ada, dollar, open, take, testClock } from './open-scene.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const caps: Caps = {
  budgets: {
    runNanoUsd: 2 * dollar,
    monthNanoUsd: 10 * dollar,
    pullRequestNanoUsd: 9 * dollar,
    tokensMonth: 1_000_000,
    mode: 'strict',
  },
  tier: { name: 'starter', limits: { monthNanoUsd: 50 * dollar } },
};

onBothDatabases((get) => {
  let database: Database;
  beforeAll(async () => {
    database = get().database;
    await migrate(database);
  });
  beforeEach(async () => {
    await database.query('delete from run');
    await database.query('delete from told');
  });

  async function spent(id: string, nanoUsd: number): Promise<void> {
    const run = await open(database, { id });
    (await take(run, nanoUsd, 1_000)).settle(nanoUsd, 1_000);
    await run.close({});
  }

  function teller(notify: { issue?: boolean; fails?: boolean } = {}) {
    const wishes: Effect[] = [];
    const messages: BudgetMessage[] = [];
    const tell = (stoppedBy: Parameters<typeof tellOfBudgets>[2]['stoppedBy'] = []) =>
      tellOfBudgets(database, ada, {
        repository: 'acme/prompts',
        ...{ caps, stoppedBy, nowMs },
        notify: {
          issue: notify.issue ?? true,
          webhook: async (message) => {
            if (notify.fails) throw new Error('it answered 503');
            messages.push(message);
          },
        },
        wish: async (_, effect) => void wishes.push(effect),
      });
    return { tell, wishes, messages };
  }

  it('tells of 80 % and of the whole once each, in every way that is wanted', async () => {
    const { tell, wishes, messages } = teller();
    await spent('first', 7.9 * dollar);
    expect(await tell()).toEqual([]);
    expect([wishes, messages]).toEqual([[], []]);
    await spent('second', 0.2 * dollar);
    await Promise.all([tell(), tell()]);
    expect(wishes).toMatchObject([
      { kind: 'notice', payload: { title: 'Galley: The month’s budget is used to 80 %' } },
    ]);
    expect(messages[0]).toMatchObject({
      ...{ event: 'budget', repository: 'acme/prompts', scope: 'month', source: 'galley.yaml' },
      ...{ unit: 'usd', pct: 80, cap: 10 * dollar, spent: 8.1 * dollar, month: '2026-11' },
    });
    await spent('third', 1.9 * dollar);
    await tell();
    await tell();
    expect(wishes).toHaveLength(2);
    expect(wishes[1]).toMatchObject({
      payload: {
        title: 'Galley: The month’s budget is used up',
        text: expect.stringContaining('$10.00 of $10.00'),
      },
    });
    expect(new Set(messages.map(({ id }) => id)).size).toBe(2);
  });

  it('tells of a cap that could not hold the next call', async () => {
    const { tell, wishes } = teller();
    await tell([{ scope: 'month', source: 'tier starter' }]);
    expect(wishes).toMatchObject([
      { payload: { text: expect.stringContaining('(tier starter) could not hold the next call') } },
    ]);
  });

  it('sends to a webhook again what did not arrive', async () => {
    await spent('first', 8.5 * dollar);
    expect(await teller({ issue: false, fails: true }).tell()).toEqual(['it answered 503']);
    const { tell, messages } = teller({ issue: false });
    expect(await tell()).toEqual([]);
    expect(messages).toHaveLength(1);
    await tell();
    expect(messages).toHaveLength(1);
  });

  it('shows every cap with what is spent, set aside and left', async () => {
    await spent('first', dollar);
    const running = await open(database, { id: 'second' });
    await take(running, 0.5 * dollar, 2_000);
    expect(await budgetReport(database, ada, { caps, nowMs })).toBe(
      [
        '| Budget | Cap | Spent | Set aside | Left | Begins again |',
        '| --- | ---: | ---: | ---: | ---: | --- |',
        '| run (galley.yaml) | $2.00 |  |  |  | each run |',
        '| pull request (galley.yaml) | $9.00 | $1.00 | $0.50 | $7.50 | never |',
        '| month (galley.yaml) | $10.00 | $1.00 | $0.50 | $8.50 | 2026-12-01 |',
        '| month (galley.yaml) | 1,000,000 tokens | 1,000 tokens | 2,000 tokens | 997,000 tokens | 2026-12-01 |',
        '| month (tier starter) | $50.00 | $1.00 | $0.50 | $48.50 | 2026-12-01 |',
      ].join('\n'),
    );
    await running.close({});
    expect(await spendOfPullRequest(database, ada, { caps, nowMs })).toEqual({
      pullRequestNanoUsd: 1.5 * dollar,
      capNanoUsd: 9 * dollar,
    });
    expect(await monthSpendOf(database, ada, { caps, nowMs })).toEqual({
      spentNanoUsd: 1.5 * dollar,
      capNanoUsd: 10 * dollar,
    });
  });

  it('says what was spent where no budget is set', async () => {
    const none: Caps = { budgets: { runNanoUsd: undefined, mode: 'strict' } };
    await spent('first', dollar);
    expect(await budgetReport(database, ada, { caps: none, nowMs })).toContain('$1.00 were spent');
  });

  it('keeps answers for every replica, until they are too old, and none that holds a secret', async () => {
    const clock = testClock();
    const secrets = { values: () => ['sk-very-secret'] };
    const openStore = (repositoryId = 11) =>
      openAnswerStore(database, { repositoryId, maxAgeMs: 86_400_000, clock, secrets });
    const answer = {
      ...{ text: 'a \0 and a half \ud83d', toolCalls: [], finishReason: 'stop' as const },
      usage: { inputTokens: 10, cachedInputTokens: undefined, outputTokens: 2 },
      ...{ model: 'small-1', latencyMs: 12 },
    };
    const first = openStore();
    await first.store('key', answer);
    await first.store('unsafe', { ...answer, text: 'sk-very-secret' });
    await first.settled();
    expect(await openStore().find('key')).toEqual(answer);
    expect(await openStore(12).find('key')).toBeUndefined();
    expect(await openStore().find('unsafe')).toBeUndefined();
    clock.aheadMs += 2 * 86_400_000;
    expect(await openStore().find('key')).toBeUndefined();
    await openStore().store('key', { ...answer, text: 'new' });
    expect(await openStore().find('key')).toMatchObject({ text: 'new' });
  });
});
