import { expect, it } from 'vitest';
import type { ModelAlias } from '../library/project.ts';
import { planEvaluation } from './plan-evaluation.ts';
import {
  aliasOf,
  casesOf,
  checkOf,
  libraryOf,
  promptOf,
  suiteOf,
} from './testing/library-in-memory.ts';

const head = { side: 'head', mode: 'auto' } as const;
const at = (alias: string, provider: string): ModelAlias => ({ ...aliasOf(alias), provider });
const models = [
  at('default-chat', 'azure-eu'),
  at('other-chat', 'azure-us'),
  at('judge', 'azure-us'),
  at('judge-eu', 'azure-eu'),
];
const prompts = [promptOf('support/refund', 'Decide: {{ message }}')];
const cases = casesOf(['I want my money back']);
const contains = checkOf('contains', 'Acme');

function planOf(parts: Partial<Parameters<typeof suiteOf>[1]>) {
  const data = { class: 'personal', providers: ['azure-eu'] };
  const suite = suiteOf('support/refund', { cases, checks: [contains], data, ...parts });
  return planEvaluation(libraryOf({ prompts, suites: [suite], models }), head);
}

it('asks only models of providers that may see the cases, and tells each call so', () => {
  const { suites, notJudged } = planOf({ models: ['default-chat', 'other-chat'] });
  expect(suites[0]?.arms).toMatchObject([
    { model: 'default-chat', allowedProviders: ['azure-eu'] },
  ]);
  expect(notJudged).toEqual([
    {
      suite: 'support/refund',
      target: 'support/refund',
      reason:
        'the personal data of the cases may be seen by only azure-eu, not by the provider azure-us, which the model alias other-chat uses',
    },
  ]);
});

it('asks only judges and embeddings there, in groups and in checks of one case too', () => {
  const polite = checkOf('judge', 'It is polite.', { name: 'polite' });
  const ofCase = cases.map((item) => ({ ...item, checks: [polite] }));
  const group = checkOf('any_of', [], { name: 'either', members: [contains, polite] });
  const reason =
    'the personal data of the cases may be seen by only azure-eu, not by the provider azure-us, which check “polite” uses through judge';
  for (const parts of [{ checks: [polite] }, { checks: [group] }, { cases: ofCase }]) {
    expect(planOf(parts)).toMatchObject({ suites: [], notJudged: [{ reason }] });
  }
  const near = planOf({
    checks: [checkOf('judge', 'It is polite.', { model: 'judge-eu', allowsSameModel: true })],
  });
  expect(near.notJudged).toEqual([]);
});

it('leaves everything out that nobody may see', () => {
  const { suites, notJudged } = planOf({ data: { providers: [] } });
  expect(suites).toEqual([]);
  expect(notJudged[0]?.reason).toMatch(/^the cases may be seen by no provider, not by/);
});

it('says nothing where no rule is written', () => {
  const suite = suiteOf('support/refund', { cases, checks: [contains], models: ['other-chat'] });
  const plan = planEvaluation(libraryOf({ prompts, suites: [suite], models }), head);
  expect(plan.notJudged).toEqual([]);
  expect(plan.suites[0]?.arms[0]).not.toHaveProperty('allowedProviders');
});
