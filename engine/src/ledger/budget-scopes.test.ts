import { expect, it } from 'vitest';
import { createBudgetBook } from './budget-book.ts';
import { budgetScopes } from './budget-scopes.ts';
import { defaultTiers } from './tiers.ts';

const dollar = 1_000_000_000;
const openings = {
  month: { nanoUsd: 7 * dollar, tokens: 90_000 },
  actor: { nanoUsd: 2 * dollar, tokens: 30_000 },
};

it('makes a scope of every written cap, with what was spent before', () => {
  const budgets = {
    runNanoUsd: 2 * dollar,
    monthNanoUsd: 200 * dollar,
    actorNanoUsd: 50 * dollar,
    pullRequestNanoUsd: 10 * dollar,
    tokensMonth: 1_000_000,
    mode: 'strict' as const,
  };
  expect(budgetScopes(budgets, { openings })).toMatchObject([
    { name: 'run', capNanoUsd: 2 * dollar, source: 'galley.yaml', mode: 'strict' },
    { name: 'month', capNanoUsd: 200 * dollar, capTokens: 1_000_000, openingNanoUsd: 7 * dollar },
    { name: 'actor', capNanoUsd: 50 * dollar, openingNanoUsd: 2 * dollar },
  ]);
});

it('adds the caps of a tier as hard ones, whatever the mode of galley.yaml', () => {
  const tier = { name: 'free', limits: defaultTiers.free };
  const budgets = { runNanoUsd: undefined, monthNanoUsd: 200 * dollar, mode: 'alert' as const };
  expect(budgetScopes(budgets, { openings, tier })).toMatchObject([
    { name: 'run', source: 'galley.yaml', capNanoUsd: undefined },
    { name: 'month', source: 'galley.yaml', mode: 'alert' },
    { name: 'run', source: 'tier free', capNanoUsd: dollar / 4, mode: 'strict' },
    { name: 'month', source: 'tier free', capNanoUsd: 5 * dollar, mode: 'strict' },
  ]);
});

it('only tells about scopes that a door cannot see whole', () => {
  const budgets = { runNanoUsd: dollar, monthNanoUsd: dollar, mode: 'strict' as const };
  const scopes = budgetScopes(budgets, { openings, shown: new Set(['month']) });
  expect(scopes.map(({ name, mode }) => [name, mode])).toEqual([
    ['run', 'strict'],
    ['month', 'alert'],
  ]);
});

it('lets --max-cost lower a strict cap and replace any other', () => {
  const capOf = (runNanoUsd: number, mode: 'strict' | 'alert', maxCostNanoUsd: number) =>
    budgetScopes({ runNanoUsd, mode }, { openings, maxCostNanoUsd })[0];
  expect(capOf(100, 'strict', 500)).toMatchObject({ capNanoUsd: 100, source: 'galley.yaml' });
  expect(capOf(100, 'strict', 50)).toMatchObject({ capNanoUsd: 50, source: '--max-cost' });
  expect(capOf(100, 'alert', 500)).toMatchObject({ capNanoUsd: 500, mode: 'strict' });
});

it('counts what other runs have set aside, and a tier over all that it covers', () => {
  const budgets = { runNanoUsd: undefined, monthNanoUsd: 200 * dollar, mode: 'strict' as const };
  const month = { nanoUsd: dollar, tokens: 10, elsewhereNanoUsd: 3 * dollar, elsewhereTokens: 30 };
  const tierOpenings = { month: { ...month, nanoUsd: 4 * dollar } };
  const tier = { name: 'free', limits: defaultTiers.free };
  const scopes = budgetScopes(budgets, { openings: { month }, tierOpenings, tier });
  expect(createBudgetBook({ scopes }).scopes()).toMatchObject([
    { name: 'run', source: 'galley.yaml', reservedNanoUsd: 0 },
    { name: 'month', source: 'galley.yaml', spentNanoUsd: dollar, reservedNanoUsd: 3 * dollar },
    { name: 'run', source: 'tier free', reservedNanoUsd: 0 },
    { name: 'month', source: 'tier free', spentNanoUsd: 4 * dollar, reservedTokens: 30 },
  ]);
  const book = createBudgetBook({ scopes: scopes.filter(({ name }) => name === 'month') });
  expect(() => book.reserve(dollar)).toThrow(/are set aside/);
});
