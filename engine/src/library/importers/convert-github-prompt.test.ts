import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../nodes.ts';
import { convertGithubPrompt } from './convert-github-prompt.ts';

const summarizer: Record<string, JsonValue> = {
  name: 'Text summarizer',
  description: 'Summarizes a ticket',
  model: 'openai/gpt-4o-mini',
  modelParameters: { temperature: 0.5, maxTokens: 300, frequencyPenalty: 1 },
  messages: [
    { role: 'system', content: 'You summarize tickets.' },
    { role: 'user', content: 'Summarize: {{input}}' },
  ],
  testData: [{ input: 'My parcel is late.', expected: 'late', count: 3 }],
  evaluators: [{ name: 'names it', string: { contains: '{{expected}}', startsWith: 'The' } }],
};

describe('a prompt of GitHub Models', () => {
  it('becomes a prompt with inputs, cases and checks', () => {
    const { document, losses, evaluatorOfCheck } = convertGithubPrompt(summarizer);
    expect(losses).toEqual([]);
    expect(document).toEqual({
      apiVersion: 'galley/v1',
      kind: 'Prompt',
      description: 'Summarizes a ticket',
      metadata: { name: 'Text summarizer' },
      inputs: { input: { type: 'string' } },
      messages: [
        { role: 'system', content: 'You summarize tickets.' },
        { role: 'user', content: 'Summarize: {{ input }}' },
      ],
      model: {
        ref: 'gpt-4o-mini',
        parameters: { temperature: 0.5, max_tokens: 300, extra: { frequencyPenalty: 1 } },
      },
      cases: [
        { inputs: { input: 'My parcel is late.' }, expected: { expected: 'late', count: 3 } },
      ],
      checks: [
        { name: 'names it (contains)', contains: '${{ case.expected.expected }}', of: 'text' },
        { name: 'names it (starts_with)', starts_with: 'The', of: 'text' },
      ],
    });
    expect(evaluatorOfCheck).toEqual([0, 0]);
  });

  it('asks for JSON by the schema, written as text or wrapped with a name', () => {
    const output = (jsonSchema: JsonValue) =>
      convertGithubPrompt({ ...summarizer, responseFormat: 'json_schema', jsonSchema }).document
        .output;
    const schema = { type: 'object' };
    expect(output(JSON.stringify({ name: 'reply', strict: true, schema }))).toEqual({
      format: 'json',
      schema,
    });
    expect(output(schema)).toEqual({ format: 'json', schema });
    expect(output('{')).toEqual({ format: 'json' });
  });

  it('sends everything but a name in braces as it is written', () => {
    const content = '{{input}} {% if x %} {# note #} {{ a.b }} {{ input }}';
    const { document, losses } = convertGithubPrompt({ messages: [{ role: 'user', content }] });
    expect(document.messages).toEqual([
      {
        role: 'user',
        content: '{{ input }}{% raw %} {% if x %} {# note #} {{ a.b }} {% endraw %}{{ input }}',
      },
    ]);
    expect(losses.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'messages.0.content: `{{ a.b }}` names no value and is sent as it is written',
    ]);
  });

  it('turns judges into `judge` checks and says what that loses', () => {
    const { document, losses } = convertGithubPrompt({
      ...summarizer,
      evaluators: [
        { name: 'same', uses: 'github/similarity' },
        { name: 'odd', uses: 'github/sarcasm' },
        {
          name: 'polite',
          llm: {
            modelId: 'openai/gpt-4o',
            systemPrompt: 'You judge replies.',
            prompt: 'Is {{completion}} polite to {{input}}?',
            choices: [{ choice: 'yes', score: 1 }],
          },
        },
      ],
    });
    expect(document.checks).toEqual([
      {
        name: 'same',
        judge: 'The answer means the same as this reference: ${{ case.expected.expected }}',
        of: 'text',
      },
      {
        name: 'polite',
        judge:
          'You judge replies.\nIs the answer polite to ${{ case.inputs.input }}?\nChoices: “yes” scores 1.',
        of: 'text',
      },
    ]);
    expect(losses.map(({ path }) => path)).toEqual([
      ['evaluators', 0],
      ['evaluators', 1],
      ['evaluators', 1],
      ['evaluators', 2],
    ]);
  });

  it('leaves out cases that nothing checks, and says so', () => {
    const { document, losses } = convertGithubPrompt({ ...summarizer, evaluators: null });
    expect(document.cases).toBeUndefined();
    expect(losses).toMatchObject([{ path: ['testData'] }]);
  });
});
