import { describe, expect, it } from 'vitest';
import type { PromptCost } from '../../proof/proof.ts';
import { markdownMarkup } from '../markdown/markup.ts';
import { sampleProof } from '../testing/sample-proof.ts';
import { costChangeText } from './cost-change-text.ts';

const [sample] = sampleProof().cost.prompts;
const dollar = 1_000_000_000;

function price(target: string, base: number | undefined, head: number | undefined): PromptCost {
  if (sample === undefined) throw new Error('the sample has a prompt');
  const ratio = base && head !== undefined ? (head - base) / base : undefined;
  const nano = (usd: number | undefined) => (usd === undefined ? undefined : usd * dollar);
  const [basePer1000NanoUsd, headPer1000NanoUsd] = [nano(base), nano(head)];
  return { ...sample, target, changeRatio: ratio, basePer1000NanoUsd, headPer1000NanoUsd };
}

const text = (...prompts: PromptCost[]) => costChangeText(prompts, markdownMarkup);

describe('the price of changed prompts', () => {
  it('needs no name for a single prompt', () => {
    expect(text(price('reply', 2, 3))).toBe('**$2.00 → $3.00 per 1,000 calls (+50 %)**');
  });

  it('of several names the one that moves most, in either direction, and the range of the others', () => {
    const prompts = [price('reply', 2, 2.02), price('refund', 4, 2), price('sort', 1, 1.1)];
    expect(text(...prompts)).toBe(
      '`refund` **$4.00 → $2.00 per 1,000 calls (−50 %)**, 2 others +1 % … +10 %',
    );
  });

  it('never hides an unknown price, and says nothing about free prompts', () => {
    expect(text(price('reply', 2, 3), price('sort', undefined, 1))).toBe(
      '`reply` **$2.00 → $3.00 per 1,000 calls (+50 %)**, 1 of unknown price',
    );
    expect(text(price('sort', undefined, 1))).toBe('change per call unknown');
    expect(text(price('reply', 0, 0), price('sort', 0, 0))).toBe('');
    expect(text()).toBe('');
  });

  it('counts a price where nothing was paid as the largest move', () => {
    expect(text(price('reply', 1, 9), price('sort', 0, 1))).toBe(
      '`sort` **$0 → $1.00 per 1,000 calls**, 1 other +800 %',
    );
  });

  it('is an amount a month where usage says how often a prompt is called', () => {
    const called = (prompt: PromptCost, callsPerMonth: number) => ({ ...prompt, callsPerMonth });
    const refund = called(price('refund', 3.81, 4.23), 120_000);
    expect(text(refund)).toBe('**about +$50 a month (+11 %)**');
    expect(text(refund, called(price('sort', 1, 0.5), 200_000))).toBe(
      '**about −$50 a month (−8 %)**',
    );
    expect(text(refund, price('reply', 2, 3), price('sort', 1, 1))).toBe(
      '**about +$50 a month (+11 %)**; `reply` **$2.00 → $3.00 per 1,000 calls (+50 %)**',
    );
    expect(text(refund, price('reply', undefined, 3))).toBe(
      '**about +$50 a month (+11 %)**; change per call unknown',
    );
    expect(text(called(price('sort', undefined, 1), 10))).toBe('change per call unknown');
    expect(text(called(price('sort', 1, 1), 20_000))).toBe('**$20 a month as before**');
  });
});
