// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what such a body holds
import { describe, expect, it } from 'vitest';
import type { ProviderRequest } from '../contract.ts';
import { fillBody } from './fill-body.ts';
import { httpScope } from './http-scope.ts';

const request: ProviderRequest = {
  model: 'house-small',
  messages: [
    { role: 'system', content: 'You decide on refunds.' },
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hello. What happened?' },
    { role: 'user', content: 'My lamp broke. ${{ model }} {{ name }}' },
  ],
  parameters: { temperature: 0.2, extra: { user: 'ada' } },
  tools: [],
  output: { format: 'text' },
  repeat: 2,
};
const scope = httpScope(request);

describe('a body', () => {
  it.each([
    ['${{ prompt }}', 'My lamp broke. ${{ model }} {{ name }}'],
    ['Q: ${{ prompt }}!', 'Q: My lamp broke. ${{ model }} {{ name }}!'],
    ['${{ system }}', 'You decide on refunds.\n\nBe brief.'],
    ['${{ messages[3].content }}', 'Hello. What happened?'],
    ['${{ parameters.temperature }}', 0.2],
    ['${{ parameters }}', { temperature: 0.2, extra: { user: 'ada' } }],
    ['${{ parameters.extra.user }}', 'ada'],
    ['${{ output.format }}', 'text'],
    ['draw ${{ repeat }} of ${{ model }}', 'draw 2 of house-small'],
    ['$${{ model }}', '${{ model }}'],
    ['{{ prompt }}', '{{ prompt }}'],
    [7, 7],
    [null, null],
  ])('makes of %j its value, and reads no expression in what it puts in', (written, value) => {
    expect(fillBody({ at: written }, scope)).toEqual({ value: { at: value } });
  });

  it('leaves out what the request has not', () => {
    const body = {
      seed: '${{ parameters.seed }}',
      tools: '${{ tools }}',
      shape: '${{ output.schema }}',
      list: ['${{ parameters.stop }}', '${{ model }}'],
      deep: { top_p: '${{ parameters.top_p }}' },
    };
    expect(fillBody(body, scope)).toEqual({ value: { list: ['house-small'], deep: {} } });
  });

  it('has no half of a text', () => {
    const { fault, value } = fillBody({ at: ['seed ${{ parameters.seed }}'] }, scope);
    expect(value).toBeUndefined();
    expect(fault).toContain('`parameters.seed` is absent');
  });

  it('keeps keys as they are written, whatever they are called', () => {
    const body = JSON.parse('{"__proto__": {"a": "${{ model }}"}, "${{ model }}": 1}');
    const { value } = fillBody(body, scope);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":"house-small"},"${{ model }}":1}');
  });

  it('reaches nothing beside the request', () => {
    for (const path of ['constructor', 'prompt.length', 'messages.length', 'tools.__proto__']) {
      expect(fillBody({ at: `x \${{ ${path} }}` }, scope).fault).toBeDefined();
    }
  });
});
