import { describe, expect, it } from 'vitest';
import { isInherited, mergeDefaults } from './merge-defaults.ts';

const defaults = {
  apiVersion: 'galley/v1',
  kind: 'Project',
  name: 'Acme defaults',
  'x-owner': 'platform',
  models: {
    judge: { provider: 'openai', name: 'gpt-5.6', parameters: { max_tokens: 300 } },
    chat: { provider: 'openai', name: 'gpt-5.6-mini' },
  },
  budgets: { run_usd: 2, mode: 'strict' },
  gate: { validate: 'error', evaluate: 'absolute' },
  permissions: { evaluate: 'maintain' },
};
const own = {
  apiVersion: 'galley/v1',
  kind: 'Project',
  models: { chat: { provider: 'house', name: 'llama-small' } },
  budgets: { run_usd: 1, month_usd: 50 },
  gate: { validate: 'warn' },
};

describe('galley.yaml over its defaults', () => {
  it('completes models, providers and budgets entry by entry; each entry holds whole', () => {
    expect(mergeDefaults(defaults, own)).toMatchObject({
      models: { judge: defaults.models.judge, chat: { provider: 'house', name: 'llama-small' } },
      budgets: { run_usd: 1, month_usd: 50, mode: 'strict' },
    });
    const { models } = mergeDefaults(defaults, {
      models: { judge: { provider: 'house' } },
    }) as typeof defaults;
    expect(models.judge).toEqual({ provider: 'house' });
  });

  it('takes every other key whole, from itself where it has it', () => {
    expect(mergeDefaults(defaults, own)).toMatchObject({
      gate: { validate: 'warn' },
      permissions: { evaluate: 'maintain' },
    });
    expect(mergeDefaults(defaults, own)).not.toHaveProperty('gate.evaluate');
  });

  it('does not take what speaks of the other file', () => {
    expect(Object.keys(mergeDefaults(defaults, own) as object)).toEqual([
      'apiVersion',
      'kind',
      'models',
      'budgets',
      'gate',
      'permissions',
    ]);
  });

  it('takes `__proto__` as an entry like any other', () => {
    const named = JSON.parse('{"models": {"__proto__": {"provider": "openai"}}}');
    const merged = mergeDefaults(named, { models: { chat: {} } }) as { models: object };
    expect(Object.keys(merged.models)).toEqual(['__proto__', 'chat']);
  });

  it('is itself where there is no map to complete it', () => {
    expect(mergeDefaults([1], own)).toBe(own);
    expect(mergeDefaults(defaults, null)).toBeNull();
  });
});

describe('a value of the merged document', () => {
  it.each([
    [['permissions', 'evaluate'], true],
    [['models', 'judge', 'name'], true],
    [['models', 'chat', 'name'], false],
    [['budgets', 'mode'], true],
    [['budgets'], false],
    [['gate', 'evaluate'], false],
    [[], false],
  ])('%j is inherited: %s', (path, expected) => {
    expect(isInherited(own, path)).toBe(expected);
  });
});
