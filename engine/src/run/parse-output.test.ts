import { describe, expect, it } from 'vitest';
import type { PromptBody } from '../library/nodes.ts';
import { parseOutput } from './parse-output.ts';
import { resolveAlias } from './resolve-alias.ts';

describe('reading an answer', () => {
  it('is the text where the prompt asks for text', () => {
    expect(parseOutput('{"a": 1}', 'text')).toEqual({ output: '{"a": 1}' });
  });

  it('is the parsed value where the prompt asks for JSON', () => {
    expect(parseOutput(' {"decision": "refund"}\n', 'json')).toEqual({
      output: { decision: 'refund' },
    });
  });

  it('is a fault in a code fence, with words around it, or cut off', () => {
    const fenced = parseOutput('```json\n{"decision": "refund"}\n```', 'json');
    expect(fenced.fault).toBe('the answer is JSON in a code fence, expected bare JSON');
    for (const text of ['Sure: {"a": 1}', '{"a": ', '']) {
      expect(parseOutput(text, 'json')).toMatchObject({ output: text, fault: expect.any(String) });
    }
  });

  it('is a fault when it is nested without end', () => {
    const text = '['.repeat(50_000) + ']'.repeat(50_000);
    expect(parseOutput(text, 'json').fault).toBe('the answer is nested deeper than 100 levels');
    const allowed = '['.repeat(100) + ']'.repeat(100);
    expect(parseOutput(allowed, 'json').fault).toBeUndefined();
  });
});

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
