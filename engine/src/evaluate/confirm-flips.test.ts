import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import type { ModelCall } from '../models/model-desk.ts';
import { confirmFlips, type EvaluatedSide } from './confirm-flips.ts';
import { executeEvaluation } from './execute-evaluation.ts';
import { type FoundFlip, findFlips } from './find-flips.ts';
import { planEvaluation } from './plan-evaluation.ts';
import type { RunResult } from './results.ts';
import {
  casesOf,
  checkOf,
  collect,
  deskOf,
  libraryOf,
  promptOf,
  renderMessage,
  suiteOf,
} from './testing/library-in-memory.ts';

const check = checkOf('contains', 'Acme', { name: 'names Acme' });
const where = { suite: 'support/reply', target: 'support/reply', model: 'default-chat' };

/** A side whose model answers by case and repeat; `confirm` fresh runs. */
function sideOf(
  side: 'base' | 'head',
  answer: (caseId: string, repeat: number) => ReturnType<Parameters<typeof deskOf>[0]>,
  { confirm = 5, messages = ['Hello', 'Goodbye'] } = {},
): EvaluatedSide & { readonly asked: ModelCall[] } {
  const suite = suiteOf('support/reply', {
    cases: casesOf(messages),
    checks: [check],
    repeats: 3,
    gate: { passRate: {}, whenUnsure: 'warn', confirmRuns: confirm },
  });
  const library = libraryOf({
    prompts: [promptOf('support/reply', `${side}: {{ message }}`)],
    suites: [suite],
  });
  const desk = deskOf((call) => answer(call.recording?.caseId ?? '', call.repeat));
  const signal = new AbortController().signal;
  return {
    plan: planEvaluation(library, { side, mode: 'auto' }),
    options: { render: renderMessage, desk, concurrency: 4, signal },
    asked: desk.asked,
  };
}

async function flipsOf(base: EvaluatedSide, head: EvaluatedSide): Promise<FoundFlip[]> {
  const runs = async ({ plan, options }: EvaluatedSide) =>
    collect(executeEvaluation(plan, options));
  return findFlips(await runs(base), await runs(head), { ...where, checks: [check] });
}

describe('confirmFlips', () => {
  it('confirms a break that fresh runs show, drawing only its case, under new indices', async () => {
    const base = sideOf('base', () => 'Acme');
    const head = sideOf('head', (caseId) => (caseId === 'case-2' ? 'nobody' : 'Acme'));
    const flips = await flipsOf(base, head);
    const before = head.asked.length;
    const fresh: RunResult[] = [];
    const result = await confirmFlips(flips, { base, head, onRun: (_, run) => fresh.push(run) });
    expect(result).toEqual({
      flips: [
        { ...flips[0], state: 'confirmed', fresh: { basePassed: 5, headPassed: 0, runs: 5 } },
      ],
      stopped: undefined,
    });
    const again = head.asked.slice(before);
    expect(again.map((call) => call.recording?.caseId)).toEqual(Array(5).fill('case-2'));
    expect(again.map((call) => call.repeat)).toEqual([3, 4, 5, 6, 7]);
    expect(fresh).toHaveLength(10);
  });

  it('does not confirm bad luck', async () => {
    const base = sideOf('base', () => 'Acme');
    const head = sideOf('head', (_, repeat) => (repeat < 3 ? 'nobody' : 'Acme'));
    const { flips } = await confirmFlips(await flipsOf(base, head), { base, head });
    expect(flips.map((flip) => flip.state)).toEqual(['not-confirmed', 'not-confirmed']);
    expect(flips[0]?.fresh).toEqual({ basePassed: 5, headPassed: 5, runs: 5 });
  });

  it('confirms every one of many flips that are all real', async () => {
    const messages = Array.from({ length: 13 }, (_, index) => `Message ${index}`);
    const base = sideOf('base', () => 'Acme', { messages });
    const head = sideOf('head', () => 'nobody', { messages });
    const { flips } = await confirmFlips(await flipsOf(base, head), { base, head });
    expect(flips.map((flip) => flip.state)).toEqual(Array(13).fill('confirmed'));
  });

  it('leaves unconfirmed what the mode forbids to run', async () => {
    const silent = { kind: 'not-executed', reason: 'replay sends nothing', requests: 0 } as const;
    const base = sideOf('base', (_, repeat) => (repeat < 3 ? 'Acme' : silent));
    const head = sideOf('head', () => 'nobody');
    const found = await flipsOf(base, head);
    const asked = head.asked.length;
    const { flips } = await confirmFlips(found, { base, head });
    expect(flips.map((flip) => flip.state)).toEqual(['unconfirmed', 'unconfirmed']);
    expect(head.asked).toHaveLength(asked);
    expect(flips[0]?.fresh).toBeUndefined();
  });

  it('leaves open what too few fresh draws cannot show, and confirms what enough of them do', async () => {
    const failing = {
      kind: 'error',
      message: 'HTTP 500',
      costNanoUsd: 0,
      isUpperBound: false,
      requests: 1,
    } as const;
    const base = sideOf('base', () => 'Acme');
    const stateWith = async (freshDraws: number) => {
      const head = sideOf('head', (_, repeat) => (repeat < 3 + freshDraws ? 'nobody' : failing), {
        messages: ['Hello'],
      });
      const { flips } = await confirmFlips(await flipsOf(base, head), { base, head });
      return `${flips[0]?.state} by ${flips[0]?.fresh?.runs}`;
    };
    expect(await stateWith(2)).toBe('unconfirmed by 2');
    expect(await stateWith(4)).toBe('confirmed by 4');
  });

  it('leaves unconfirmed what the budget cuts off, and says why', async () => {
    const spent = () => {
      throw new GalleyError('budget-exceeded', 'no money left');
    };
    const base = sideOf('base', () => 'Acme');
    const head = sideOf('head', (_, repeat) => (repeat < 3 ? 'nobody' : spent()));
    const { flips, stopped } = await confirmFlips(await flipsOf(base, head), { base, head });
    expect(flips.map((flip) => flip.state)).toEqual(['unconfirmed', 'unconfirmed']);
    expect(stopped?.code).toBe('budget-exceeded');
  });

  it('runs nothing for hard checks, for no flips, or when the gate wants no fresh runs', async () => {
    const base = sideOf('base', () => 'Acme', { confirm: 0 });
    const head = sideOf('head', () => 'nobody', { confirm: 0 });
    const flips = await flipsOf(base, head);
    const asked = head.asked.length;
    expect(await confirmFlips([], { base, head })).toEqual({ flips: [], stopped: undefined });
    const hard = flips.map((flip): FoundFlip => ({ ...flip, isHard: true, state: 'confirmed' }));
    expect((await confirmFlips(hard, { base, head })).flips).toEqual(hard);
    expect((await confirmFlips(flips, { base, head })).flips).toEqual(flips);
    expect(head.asked).toHaveLength(asked);
  });
});
