import { describe, expect, it } from 'vitest';
import { readInputs } from './read-inputs.ts';

const read = (inputs: Readonly<Record<string, string>> = {}) =>
  readInputs({ input: (name) => inputs[name] ?? '' });

describe('readInputs', () => {
  it('takes the defaults of action.yml for what is not given', () => {
    expect(read()).toEqual({
      command: 'proof',
      base: undefined,
      mode: 'auto',
      maxCostNanoUsd: undefined,
      failOn: 'failed',
      comment: 'update',
      token: undefined,
      workingDirectory: '',
      shard: undefined,
      suites: undefined,
      when: 'pull_request',
      results: '',
      allowsPrivateHosts: false,
      isRefresh: false,
      usesCache: true,
    });
  });

  it('reads what is written', () => {
    const inputs = read({
      command: 'eval',
      'max-cost': '0.50',
      shard: '2/5',
      suites: 'refunds, triage',
      'working-directory': './teams/desk/',
    });
    expect(inputs).toMatchObject({
      command: 'eval',
      maxCostNanoUsd: 500_000_000,
      shard: { index: 2, count: 5 },
      suites: ['refunds', 'triage'],
      workingDirectory: 'teams/desk',
    });
  });

  it.each([
    ['command', 'deploy'],
    ['mode', 'dead'],
    ['max-cost', 'much'],
    ['fail-on', 'always'],
    ['comment', 'yes'],
    ['shard', '3/2'],
    ['working-directory', '../elsewhere'],
    ['working-directory', '/etc'],
    ['working-directory', 'a'.repeat(201)],
    ['allow-private-hosts', 'yes'],
    ['cache', 'no'],
  ])('names the input `%s` when %j does not fit', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(`the input \`${name}\` does not fit`);
  });
});
