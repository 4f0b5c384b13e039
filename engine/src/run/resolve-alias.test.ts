import { describe, expect, it } from 'vitest';
import type { PromptBody } from '../library/nodes.ts';
import { resolveAlias } from './resolve-alias.ts';

describe('choosing a model', () => {
  const body: Pick<PromptBody, 'model'> = { model: { ref: 'default-chat', parameters: {} } };
  const nameless: Pick<PromptBody, 'model'> = { model: { parameters: {} } };
  const model = (alias: string) => ({ alias, provider: 'house', name: alias, parameters: {} });
  const one = { models: new Map([['only', model('only')]]) };
  const two = { models: new Map([...one.models, ['other', model('other')]]) };

  it('prefers what is asked for, then the prompt’s own, then the only one', () => {
    expect(resolveAlias(two, body, 'other')).toBe('other');
    expect(resolveAlias(two, body)).toBe('default-chat');
    expect(resolveAlias(one, nameless)).toBe('only');
  });

  it('asks for a name where several models could be meant', () => {
    expect(() => resolveAlias(two, nameless)).toThrow('the prompt names no model');
  });
});
