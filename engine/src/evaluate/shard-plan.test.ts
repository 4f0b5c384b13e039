import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Case } from '../library/nodes.ts';
import { plannedRuns } from './evaluation-plan.ts';
import { journalKey } from './journalled-run.ts';
import { planEvaluation } from './plan-evaluation.ts';
import { dealCases, shardPlan } from './shard-plan.ts';
import { checkOf, libraryOf, promptOf, suiteOf } from './testing/library-in-memory.ts';

const caseOf = (id: string): Case => ({ id, inputs: { message: id }, tags: [] });
const cases = Array.from({ length: 11 }, (_, index) => caseOf(`order-${index}`));
const checks = [checkOf('contains', 'Fine')];
const library = libraryOf({
  prompts: [promptOf('refund', '{{ message }}'), promptOf('escalate', '{{ message }}')],
  suites: [
    suiteOf('both', {
      targets: [{ prompt: 'refund' }, { prompt: 'escalate' }],
      cases,
      checks,
      repeats: 3,
    }),
    suiteOf('one', { targets: [{ prompt: 'refund' }], cases: cases.slice(0, 4), checks }),
  ],
});
const plan = planEvaluation(library, { side: 'head', mode: 'auto' });
const drawsOf = (part: typeof plan) => [...plannedRuns(part)].map(journalKey);

it.each([1, 2, 3, 7, 40])('%i shards hold every draw once, in plan order', (count) => {
  const parts = Array.from({ length: count }, (_, at) => shardPlan(plan, { index: at + 1, count }));
  const draws = parts.map(drawsOf);
  expect(draws.flat().toSorted()).toEqual(drawsOf(plan).toSorted());
  for (const part of draws) {
    const inPlan = new Set(part);
    expect(part).toEqual(drawsOf(plan).filter((key) => inPlan.has(key)));
  }
  expect(parts.map(({ planHash }) => planHash)).toEqual(parts.map(() => plan.planHash));
  expect(parts.map(({ runs }) => runs)).toEqual(draws.map(({ length }) => length));
});

it('keeps all draws of a case together, on every target', () => {
  for (const index of [1, 2, 3]) {
    const { suites } = shardPlan(plan, { index, count: 3 });
    const [first, second] = suites[0]?.arms ?? [];
    expect(first?.cases).toBe(second?.cases);
  }
});

it('deals evenly: shards differ by at most the draws of the largest case', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ cases: fc.nat(30), repeats: fc.integer({ min: 1, max: 9 }) }), {
        maxLength: 8,
      }),
      fc.integer({ min: 1, max: 12 }),
      (suites, count) => {
        const dealt = dealCases(
          suites.map((suite) => ({
            arms: [{ cases: Array.from({ length: suite.cases }), repeats: suite.repeats }],
          })),
          count,
        );
        const draws = new Array<number>(count).fill(0);
        dealt.forEach((shards, at) => {
          for (const shard of shards) {
            draws[shard - 1] = (draws[shard - 1] ?? 0) + (suites[at]?.repeats ?? 0);
          }
        });
        const largest = Math.max(0, ...suites.map(({ repeats }) => repeats));
        expect(Math.max(...draws) - Math.min(...draws)).toBeLessThanOrEqual(largest);
      },
    ),
  );
});
