import { describe, expect, it } from 'vitest';
import { GitHubBusyError } from '../github/github-busy-error.ts';
import { redeliverFailed } from './redeliver-failed.ts';

const since = new Date('2026-11-18T12:00:00Z');

/** GitHub with these failed attempts, newest first: guid and event. */
function githubWith(
  attempts: readonly (readonly [guid: string, event?: string])[],
  refuse: (id: string) => unknown = () => undefined,
) {
  const asked: string[] = [];
  return {
    asked,
    async *listFailedDeliveries() {
      for (const [index, [guid, event = 'push']] of attempts.entries()) {
        const id = String(attempts.length - index);
        yield { id, guid, event, deliveredAt: since, isTaken: false };
      }
    },
    async redeliver(id: string) {
      const refusal = refuse(id);
      if (refusal !== undefined) throw refusal;
      asked.push(id);
    },
  };
}

const knownAre =
  (...guids: string[]) =>
  async (guid: string) =>
    guids.includes(guid);

describe('asking again', () => {
  it('begins with the oldest and takes the newest attempt of each', async () => {
    const github = githubWith([['b'], ['a'], ['a']]);
    const found = await redeliverFailed(github, { since, known: knownAre() });
    expect([found, github.asked]).toEqual([{ asked: 2, givenUp: 0 }, ['2', '3']]);
  });

  it('leaves what is known, what nobody hears, and what failed five times', async () => {
    const github = githubWith([
      ['known'],
      ['starred', 'star'],
      ...Array(5).fill(['hopeless']),
      ...Array(4).fill(['unlucky']),
    ]);
    const found = await redeliverFailed(github, { since, known: knownAre('known') });
    expect([found, github.asked]).toEqual([{ asked: 1, givenUp: 1 }, ['4']]);
  });

  it('goes on when GitHub does not have one any more, and stops when it is busy', async () => {
    const tooOld = Object.assign(new Error('too old'), { status: 422 });
    const first = githubWith([['b'], ['a']], (id) => (id === '1' ? tooOld : undefined));
    const found = await redeliverFailed(first, { since, known: knownAre() });
    expect([found, first.asked]).toEqual([{ asked: 1, givenUp: 1 }, ['2']]);
    const busy = githubWith([['b'], ['a']], () => new GitHubBusyError(403, 60_000));
    await expect(redeliverFailed(busy, { since, known: knownAre() })).rejects.toThrow(
      GitHubBusyError,
    );
  });

  it('asks for so many in one round that GitHub does not mind', async () => {
    const github = githubWith(Array.from({ length: 250 }, (_, index) => [`guid-${index}`]));
    const found = await redeliverFailed(github, { since, known: knownAre() });
    expect(found).toEqual({ asked: 100, givenUp: 0 });
  });
});
