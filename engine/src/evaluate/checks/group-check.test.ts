import { describe, expect, it } from 'vitest';
import type { Check } from '../../library/nodes.ts';
import type { AskResult } from '../../models/model-desk.ts';
import { answeredWith, checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

const polite = checkOf('judge', 'The reply is polite.', { name: 'polite' });
const brief = checkOf('judge', 'The reply is brief.', { name: 'brief' });
const names = checkOf('contains', 'Acme', { name: 'names Acme' });
const group = (key: 'any_of' | 'all_of', members: readonly Check[]) =>
  checkOf(key, [], { members });

const judgeAt = (costNanoUsd: number | undefined, score = 1) => {
  const grade = JSON.stringify({ reason: 'so', score });
  return async (): Promise<AskResult> => ({
    ...answeredWith(grade, { costNanoUsd, requests: 2 }),
    requestKey: 'a judge',
  });
};

describe('a group with judges', () => {
  it('asks all of them though the first one decides, and costs their sum', async () => {
    const judged = await resultOf(
      group('any_of', [names, polite, brief]),
      subjectOf('Acme'),
      judgeAt(70),
    );
    expect(judged).toMatchObject({ outcome: 'passed', score: 1, costNanoUsd: 140 });
    expect(judged.members?.map(({ name, costNanoUsd }) => [name, costNanoUsd])).toEqual([
      ['names Acme', 0],
      ['polite', 70],
      ['brief', 70],
    ]);
  });

  it('has an unknown cost when one price is unknown', async () => {
    const judged = await resultOf(
      group('all_of', [polite]),
      subjectOf('Acme'),
      judgeAt(undefined, 0),
    );
    expect(judged).toMatchObject({ outcome: 'failed', costNanoUsd: undefined });
  });

  it('is not executed when its open member was not and could decide', async () => {
    const silent = async (): Promise<AskResult> =>
      ({
        kind: 'not-executed',
        reason: 'replay has no answer',
        requestKey: 'a judge',
      }) as AskResult;
    const open = await resultOf(group('all_of', [names, polite]), subjectOf('Acme'), silent);
    expect(open).toMatchObject({ outcome: 'not-executed', score: undefined });
    expect(open.reason).toContain('“polite”: replay has no answer');
    const idle = await resultOf(group('all_of', [names, polite]), subjectOf('No'), silent);
    expect(idle.outcome).toBe('failed');
  });
});
