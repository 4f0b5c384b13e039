import { describe, expect, it } from 'vitest';
import type { Case, Sound, Suite } from '../library/nodes.ts';
import { type CaseFilter, chooseCases } from './choose-cases.ts';
import { failedCases } from './failed-cases.ts';
import { planEvaluation } from './plan-evaluation.ts';
import { libraryOf, promptOf, suiteOf } from './testing/library-in-memory.ts';

const caseOf = (id: string): Case => ({ id, inputs: { message: id }, tags: [] });
const cases: Case[] = [
  { ...caseOf('late-parcel'), tags: ['parcel', 'angry'] },
  { ...caseOf('lost-parcel'), tags: ['parcel'] },
  { ...caseOf('broken-vase'), tags: ['angry'], group: 'ann' },
  { ...caseOf('no-receipt'), tags: [], group: 'ann' },
];
const suiteWith = (own: readonly Case[]) =>
  suiteOf('refunds', { targets: [{ prompt: 'refund' }], cases: own, checks: [] }) as Sound<Suite>;
const chosen = (filter: Omit<CaseFilter, 'asked'>, own = cases) =>
  chooseCases(suiteWith(own), { asked: [], ...filter }).map(({ id }) => id);

describe('filters', () => {
  it.each([
    ['an id', { ids: ['late-parcel'] }, ['late-parcel']],
    [
      'a glob or an id',
      { ids: ['*-parcel', 'no-receipt'] },
      ['late-parcel', 'lost-parcel', 'no-receipt'],
    ],
    [
      'one of two tags',
      { tags: ['parcel', 'angry'] },
      ['late-parcel', 'lost-parcel', 'broken-vase'],
    ],
    ['a tag and an id', { tags: ['angry'], ids: ['*parcel'] }, ['late-parcel']],
    ['nothing at all', { tags: ['angry'], ids: ['lost-parcel'] }, []],
  ])('%s', (_, filter, ids) => {
    expect(chosen(filter)).toEqual(ids);
  });

  it('keep what failed in this suite, not in another', () => {
    const failed = failedCases([
      { suite: 'refunds', caseId: 'lost-parcel', outcome: 'failed' },
      { suite: 'refunds', caseId: 'late-parcel', outcome: 'passed' },
      { suite: 'triage', caseId: 'broken-vase', outcome: 'failed' },
      { suite: 'refunds', caseId: 'no-receipt', outcome: 'error' },
    ]);
    expect(chosen({ failed })).toEqual(['lost-parcel', 'no-receipt']);
  });
});

describe('a sample', () => {
  const many = Array.from({ length: 200 }, (_, index) => caseOf(`case-${index}`));
  const draw = (own: readonly Case[], size: number, seed = '7') =>
    chosen({ sample: { size, seed } }, [...own]);

  it('does not depend on the order of cases, and keeps the order of the suite', () => {
    const drawn = draw(many, 20);
    expect(drawn).toHaveLength(20);
    expect(draw(many.toReversed(), 20).toReversed()).toEqual(drawn);
  });

  it('is another one under another seed, and grows by adding', () => {
    expect(draw(many, 20, '8')).not.toEqual(draw(many, 20));
    expect(draw(many, 30)).toEqual(expect.arrayContaining(draw(many, 20)));
  });

  it('loses at most one case to a new one', () => {
    const before = new Set(draw(many, 20));
    const after = draw([...many, caseOf('new')], 20);
    expect(after.filter((id) => before.has(id)).length).toBeGreaterThanOrEqual(19);
  });

  it('takes a group whole or not at all', () => {
    for (const seed of ['1', '2', '3', '4', '5', '6']) {
      const drawn = draw(cases, 1, seed);
      expect(drawn.includes('broken-vase')).toBe(drawn.includes('no-receipt'));
    }
  });
});

it('a filtered plan says so and has a hash of its own, one that keeps everything does not', () => {
  const library = libraryOf({
    prompts: [promptOf('refund', '{{ message }}')],
    suites: [suiteWith(cases)],
  });
  const planWith = (filter?: CaseFilter) =>
    planEvaluation(library, { side: 'head', mode: 'auto', ...(filter && { filter }) });
  const partial = planWith({ asked: ['--filter tag=angry'], tags: ['angry'] });
  expect(partial.selection).toEqual({ asked: ['--filter tag=angry'], cases: 2, of: 4 });
  expect(partial.planHash).not.toBe(planWith().planHash);
  const whole = planWith({ asked: ['--filter id=*'], ids: ['*'] });
  expect(whole.selection).toBeUndefined();
  expect(whole.planHash).toBe(planWith().planHash);
});
