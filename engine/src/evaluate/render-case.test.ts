import { describe, expect, it } from 'vitest';
import type { Prompt, Sound } from '../library/nodes.ts';
import { createRenderCase } from './render-case.ts';
import { libraryOf, promptOf } from './testing/library-in-memory.ts';

const prompt = promptOf('support/reply', 'Reply to {{ message }}') as Sound<Prompt>;
const render = createRenderCase(libraryOf({ prompts: [prompt] }));
const item = { id: 'case-1', tags: [], inputs: { message: '{{ secret }}' } };

describe('createRenderCase', () => {
  it('renders the prompt with the case’s inputs, which are data and no template', () => {
    expect(render({ prompt, variant: undefined }, item)).toEqual([
      { role: 'user', content: 'Reply to {{ secret }}' },
    ]);
  });

  it('leaves out inputs that the prompt does not declare', () => {
    const more = { ...item, inputs: { message: 'Hi', channel: 'email' } };
    expect(render({ prompt, variant: undefined }, more)[0]?.content).toBe('Reply to Hi');
  });

  it('refuses a case without a required input', () => {
    expect(() => render({ prompt, variant: undefined }, { ...item, inputs: {} })).toThrow(
      expect.objectContaining({ code: 'input-invalid' }),
    );
  });

  it('renders the variant that is asked for', () => {
    const terse = promptOf('support/reply', 'Short: {{ message }}').body;
    const both = { ...prompt, variants: new Map([['terse', terse]]) };
    expect(render({ prompt: both, variant: 'terse' }, item)[0]?.content).toContain('Short:');
    expect(render({ prompt: both, variant: undefined }, item)[0]?.content).toContain('Reply to');
  });
});
