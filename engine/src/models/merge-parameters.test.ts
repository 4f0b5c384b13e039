import { expect, it } from 'vitest';
import type { ModelParameters } from '../library/nodes.ts';
import { mergeParameters } from './merge-parameters.ts';

it('lets later layers win and keeps what they leave out', () => {
  const merged = mergeParameters([
    { temperature: 0.2, max_tokens: 400, extra: { user: 'ada', top_k: 40 } },
    undefined,
    { temperature: 0, extra: { user: 'bob' } },
    { seed: 7 },
  ]);
  expect(merged).toEqual({
    temperature: 0,
    max_tokens: 400,
    seed: 7,
    extra: { user: 'bob', top_k: 40 },
  });
});

it('leaves out what no layer gives', () => {
  expect(mergeParameters([{}, undefined])).toEqual({});
});

it('refuses a name outside the closed list', () => {
  const unknown = { temprature: 0.2 } as ModelParameters;
  expect(() => mergeParameters([unknown])).toThrow('"temprature" is no model parameter');
});

it.each([
  'n',
  'stream',
  'model',
  'messages',
  'max_tokens',
  'max_completion_tokens',
  'tools',
  'system',
  'generationConfig',
  'candidate_count',
])('refuses extra.%s, which Galley sets itself or reads to bound the cost', (key) => {
  expect(() => mergeParameters([{ extra: { [key]: 5 } }])).toThrow(
    expect.objectContaining({ code: 'usage' }),
  );
});

it('keeps __proto__ under extra as plain data', () => {
  const extra = JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, never>;
  const merged = mergeParameters([{ extra }]);
  expect(Object.keys(merged.extra ?? {})).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
