import { expect, it } from 'vitest';
import type { ProviderRequest } from './providers/contract.ts';
import { requestKey } from './request-key.ts';

const house = {
  type: 'openai-compatible',
  endpoint: 'http://127.0.0.1:11434/v1',
  apiKind: 'chat-completions',
} as const;

const refund: ProviderRequest = {
  model: 'small',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: { temperature: 0.2, max_tokens: 50, extra: { user: 'ada' } },
  tools: [{ name: 'lookup_order' }],
  output: { format: 'json', schema: { type: 'object' } },
  repeat: 0,
};

it('stays the same across releases, so that recordings keep fitting', () => {
  expect(requestKey('house', house, refund)).toBe(
    '1e1376946cc5d5192e5e1399b84f0260d581cc61b047efb386fccf5c9796ac0d',
  );
});

it('ignores the order of keys and keys that are undefined', () => {
  const reordered: ProviderRequest = {
    ...refund,
    parameters: { extra: { user: 'ada' }, max_tokens: 50, temperature: 0.2 },
    tools: [{ name: 'lookup_order', ...({ description: undefined } as object) }],
  };
  expect(requestKey('house', house, reordered)).toBe(requestKey('house', house, refund));
});

it('changes with everything that can change the answer', () => {
  const others: [typeof house, ProviderRequest][] = [
    [{ ...house, type: 'openai' as never }, refund],
    [{ ...house, endpoint: 'http://127.0.0.1:8000/v1' as never }, refund],
    [{ ...house, apiKind: 'scripted' as never }, refund],
    [{ ...house, apiKind: 'responses' as never }, refund],
    [{ ...house, declaredFor: () => 'another body' } as typeof house, refund],
    [house, { ...refund, task: 'embedding' }],
    [house, { ...refund, model: 'large' }],
    [house, { ...refund, messages: [{ role: 'system', content: 'I want my money back.' }] }],
    [house, { ...refund, messages: [{ role: 'user', content: 'I want my money back!' }] }],
    [house, { ...refund, parameters: { ...refund.parameters, temperature: 0.3 } }],
    [house, { ...refund, parameters: { ...refund.parameters, seed: 7 } }],
    [house, { ...refund, parameters: { ...refund.parameters, extra: { user: 'bob' } } }],
    [house, { ...refund, tools: [] }],
    [house, { ...refund, output: { format: 'text' } }],
    [house, { ...refund, output: { format: 'json', schema: { type: 'array' } } }],
    [house, { ...refund, repeat: 1 }],
  ];
  const keys = others.map(([provider, request]) => requestKey('house', provider, request));
  const atAnother = requestKey('boston', house, refund);
  const all = [requestKey('house', house, refund), atAnother, ...keys];
  expect(new Set(all).size).toBe(others.length + 2);
});
