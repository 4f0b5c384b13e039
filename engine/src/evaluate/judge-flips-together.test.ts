import { describe, expect, it } from 'vitest';
import type { FoundFlip } from './find-flips.ts';
import { judgeFlipsTogether } from './judge-flips-together.ts';

const flip = (caseId: string, more: Partial<FoundFlip>): FoundFlip => ({
  suite: 'refunds',
  target: 'support/refund',
  model: 'default-chat',
  caseId,
  check: 'right amount',
  state: 'unconfirmed',
  isHard: false,
  baseAnswer: '20',
  headAnswer: '5',
  reason: undefined,
  ...more,
});
const fresh = (basePassed: number, headPassed: number) => ({ basePassed, headPassed, runs: 5 });
const states = (lists: readonly (readonly FoundFlip[])[]) =>
  lists.map((list) => list.map(({ state }) => state));

describe('judgeFlipsTogether', () => {
  it('takes back what only a smaller family could confirm', () => {
    // Alone, 5 of 5 against 1 of 5 is p = 0.024; among two it must be below 0.025, among three 0.017.
    const alone = flip('late-parcel', { fresh: fresh(5, 1), state: 'confirmed' });
    const weak = ['vase', 'lamp'].map((id) => flip(id, { fresh: fresh(5, 4) }));
    expect(states(judgeFlipsTogether([[alone], []]))).toEqual([['confirmed'], []]);
    expect(states(judgeFlipsTogether([[alone], weak]))).toEqual([
      ['not-confirmed'],
      ['unconfirmed', 'unconfirmed'],
    ]);
  });

  it('confirms what clear breaks beside it make credible', () => {
    const unsure = flip('late-parcel', { fresh: fresh(5, 1), state: 'not-confirmed' });
    const clear = ['vase', 'lamp'].map((id) => flip(id, { fresh: fresh(5, 0) }));
    expect(states(judgeFlipsTogether([[unsure], clear]))).toEqual([
      ['confirmed'],
      ['confirmed', 'confirmed'],
    ]);
  });

  it('leaves hard flips and those without fresh draws alone', () => {
    const hard = flip('vase', { isHard: true, state: 'confirmed' });
    const open = flip('lamp', {});
    expect(judgeFlipsTogether([[hard, open]])).toEqual([[hard, open]]);
  });
});
