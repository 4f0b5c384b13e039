import { expect, it } from 'vitest';
import { readTiers } from './read-tiers.ts';
import { defaultTiers } from './tiers.ts';

it('replaces a tier whole and leaves the others', () => {
  const tiers = readTiers('{"free": {"run_usd": 0.10, "tokens_month": 500000}}', 'tiers.json');
  expect(tiers.free).toEqual({ runNanoUsd: 100_000_000, tokensMonth: 500_000 });
  expect(tiers.pro).toEqual(defaultTiers.pro);
});

it.each([
  ['{"free": ', 'is not JSON'],
  ['[]', 'holds no tiers'],
  ['{"gold": {}}', 'no tier'],
  ['{"free": {"day_usd": 1}}', 'no cap'],
  ['{"free": {"run_usd": "much"}}', 'US dollars'],
  ['{"free": {"run_usd": -1}}', 'US dollars'],
  ['{"free": {"run_usd": null}}', 'US dollars'],
  ['{"free": {"tokens_month": 1.5}}', 'whole number'],
  ['{"__proto__": {"run_usd": 1}}', 'no tier'],
])('refuses %s', (text, message) => {
  expect(() => readTiers(text, 'tiers.json')).toThrow(message);
});
