import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openAnswerStore } from '../../../bot/src/money/answer-store.ts';
import { migrate } from '../../../bot/src/store/migrate.ts';
import { onPostgresql } from '../on-both-databases.ts';
import { dollar, open, rowOf, take, testClock } from './open-scene.ts';

const program = fileURLToPath(new URL('../programs/spend-and-hang.ts', import.meta.url));

onPostgresql((get) => {
  it('after kill -9 knows what can have been spent, and pays for no finished call again', async () => {
    const { database, config } = get();
    await migrate(database);
    const url = config.kind === 'postgresql' ? config.url : '';
    const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;

    const { state, reach } = await rowOf(database, 'killed');
    expect({ state, reach }).toEqual({ state: 'open', reach: BigInt(1.2 * dollar) });
    const answers = openAnswerStore(database, {
      ...{ repositoryId: 11, maxAgeMs: 86_400_000, clock: testClock() },
      secrets: { values: () => [] },
    });
    expect(await answers.find('paid')).toMatchObject({ text: 'Yes.' });

    const caps = {
      budgets: { runNanoUsd: 2 * dollar, monthNanoUsd: 5 * dollar, mode: 'strict' as const },
    };
    const next = await open(database, { id: 'killed', caps, worker: 'bot-2' });
    expect(next.state()).toMatchObject({ spentNanoUsd: 1.2 * dollar, isUpperBound: true });
    await expect(take(next, 0.9 * dollar)).rejects.toMatchObject({ code: 'budget-exceeded' });
    (await take(next, 0.7 * dollar)).settle(0.3 * dollar, 10);
    await next.close({});
    expect((await rowOf(database, 'killed')).spent).toBe(BigInt(1.5 * dollar));
  });
});
