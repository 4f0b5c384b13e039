import { describe, expect, it } from 'vitest';
import type { GalleyError } from '../errors/galley-error.ts';
import type {
  Input,
  MessageTemplate,
  Part,
  Prompt,
  Sound,
  TemplateText,
} from '../library/nodes.ts';
import { createPromptRenderer, renderPrompt } from './render-prompt.ts';
import { renderedText } from './rendered-text.ts';

const file = 'prompts/support/refund.yaml';

function textAt(source: string, line = 10, options: Partial<TemplateText> = {}): TemplateText {
  const start = { line, column: 7 };
  return {
    source,
    dialect: 'jinja2',
    file,
    start,
    mapping: { kind: 'lines', indent: 6 },
    ...options,
  };
}

const text: Input = { type: 'string', isRequired: true };

function promptOf(
  messages: readonly MessageTemplate[],
  inputs: Readonly<Record<string, Input>> = { message: text },
  variants: Readonly<Record<string, readonly MessageTemplate[]>> = {},
): Sound<Prompt> {
  const body = { messages, model: { parameters: {} }, output: { format: 'text' as const } };
  const prompt: Prompt = {
    kind: 'prompt',
    id: 'support/refund',
    file,
    version: undefined,
    description: undefined,
    metadata: {},
    hash: '0',
    closureHash: '0',
    reaches: [],
    inputs: new Map(Object.entries(inputs)),
    body,
    variants: new Map(
      Object.entries(variants).map(([name, replaced]) => [name, { ...body, messages: replaced }]),
    ),
    tools: [],
  };
  return prompt as Sound<Prompt>;
}

function partsOf(parts: Readonly<Record<string, TemplateText>> = {}) {
  const entries = Object.entries(parts).map(([id, partText]): [string, Part] => [
    id,
    {
      kind: 'part',
      id,
      file: partText.file,
      version: undefined,
      description: undefined,
      metadata: {},
      hash: '0',
      closureHash: '0',
      reaches: [],
      inputs: undefined,
      text: partText,
    },
  ]);
  return { parts: new Map(entries) };
}

function refusalOf(work: () => unknown): GalleyError {
  try {
    work();
  } catch (error) {
    return error as GalleyError;
  }
  throw new Error('expected a refusal');
}

const chat: readonly MessageTemplate[] = [
  { role: 'system', text: textAt('{% include "tone/formal" %}\nYou decide for {{ brand }}.') },
  { placeholder: 'history' },
  { role: 'user', text: textAt('{{ message }}', 20) },
];
const chatInputs = { message: text, brand: { ...text, isRequired: false, default: 'Acme' } };
const formal = partsOf({
  'tone/formal': textAt('Write formally, for {{ brand }}.', 4, { file: 'parts/tone/formal.yaml' }),
});

describe('rendering a prompt', () => {
  it('fills inputs, defaults, parts and history', () => {
    const rendered = renderPrompt(formal, promptOf(chat, chatInputs), {
      inputs: { message: 'I want my money back.' },
      history: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'How can I help?' },
      ],
    });
    expect(rendered.messages).toEqual([
      { role: 'system', content: 'Write formally, for Acme.\nYou decide for Acme.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'How can I help?' },
      { role: 'user', content: 'I want my money back.' },
    ]);
    expect(rendered.inputsUsed).toEqual({ message: 'I want my money back.', brand: 'Acme' });
  });

  it('leaves the placeholder empty without history', () => {
    const { messages } = renderPrompt(formal, promptOf(chat, chatInputs), {
      inputs: { message: 'Hi' },
    });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
  });

  it('never renders a value, nor history, as a template', () => {
    const attack = '{{ brand }}{% include "tone/formal" %}';
    const { messages } = renderPrompt(formal, promptOf(chat, chatInputs), {
      inputs: { message: attack },
      history: [{ role: 'user', content: attack }],
    });
    expect(messages.slice(1).map(({ content }) => content)).toEqual([attack, attack]);
  });

  it('keeps each part in its own dialect', () => {
    const greeting = (dialect: TemplateText['dialect']) =>
      textAt('{{ message | default("friend") }};', 4, { file: `parts/${dialect}.yaml`, dialect });
    const parts = partsOf({ ours: greeting('jinja2'), theirs: greeting('dakora') });
    const source = '{% include "ours" %}{% include "theirs" %}';
    const prompt = promptOf([{ role: 'user', text: textAt(source) }]);
    const { messages } = renderPrompt(parts, prompt, { inputs: { message: '' } });
    expect(messages[0]?.content).toBe(';friend;');
  });

  it('renders a variant instead of the prompt itself', () => {
    const terse = [{ role: 'user' as const, text: textAt('Refund? {{ message }}') }];
    const prompt = promptOf(chat, chatInputs, { terse });
    const options = { variant: 'terse', inputs: { message: 'Yes' } };
    expect(renderPrompt(formal, prompt, options).messages).toEqual([
      { role: 'user', content: 'Refund? Yes' },
    ]);
  });

  it('renders many cases with one renderer', () => {
    const render = createPromptRenderer(formal, promptOf(chat, chatInputs));
    const last = Array.from({ length: 100 }, (_, index) =>
      renderedText(render({ message: `Order ${index}` }).messages, 'last_user'),
    );
    expect(last).toEqual(Array.from({ length: 100 }, (_, index) => `Order ${index}`));
  });
});

describe('refusing', () => {
  it('names an unknown variant and the one that was meant', () => {
    const prompt = promptOf(chat, chatInputs, { terse: chat });
    const refusal = refusalOf(() => renderPrompt(formal, prompt, { variant: 'ters', inputs: {} }));
    expect(refusal).toMatchObject({
      code: 'document-missing',
      hint: 'Did you mean support/refund+terse?',
    });
  });

  it('tells every input that does not fit at once', () => {
    const prompt = promptOf(chat, { ...chatInputs, days: { type: 'number', isRequired: true } });
    const refusal = refusalOf(() =>
      renderPrompt(formal, prompt, { inputs: { mesage: 'Hi', days: 'many' } }),
    );
    expect(refusal.code).toBe('input-invalid');
    expect(refusal.data.faults).toMatchObject([
      { input: 'mesage', kind: 'undeclared' },
      { input: 'message', kind: 'missing' },
      { input: 'days', kind: 'wrong-type' },
    ]);
  });

  it('names the line and column in the YAML file where a template failed', () => {
    const source = 'Dear customer,\n{{ message.first.name }}';
    const prompt = promptOf([{ role: 'user', text: textAt(source) }]);
    const refusal = refusalOf(() => renderPrompt(formal, prompt, { inputs: { message: 'Hi' } }));
    expect(refusal.code).toBe('template-runtime');
    expect(refusal.data).toMatchObject({ file, line: 11 });
    expect(refusal.data.column).toBeGreaterThan(9);
    expect(refusal.message).toMatch(/^prompts\/support\/refund\.yaml:11:\d+ /);
  });

  it('names the part that failed and the place that included it', () => {
    const parts = partsOf({
      'tone/formal': textAt('A\nB {{ 1 // 0 }}', 4, { file: 'parts/tone/formal.yaml' }),
    });
    const refusal = refusalOf(() =>
      renderPrompt(parts, promptOf(chat, chatInputs), { inputs: { message: 'Hi' } }),
    );
    expect(refusal.data).toMatchObject({ file: 'parts/tone/formal.yaml', line: 5 });
    expect(refusal.data.includeStack).toMatchObject([{ template: file, line: 10 }]);
  });

  it('names the start of a text whose inner places are unknowable', () => {
    const folded = textAt('{{ 1 // 0 }}', 10, { mapping: { kind: 'start' } });
    const prompt = promptOf([{ role: 'user', text: folded }], {});
    const refusal = refusalOf(() => renderPrompt(formal, prompt, { inputs: {} }));
    expect(refusal.data).toMatchObject({ line: 10, column: 7 });
  });
});

describe('text of rendered messages', () => {
  const messages = [
    { role: 'system' as const, content: 'Be brief.' },
    { role: 'user' as const, content: 'Hello' },
    { role: 'assistant' as const, content: 'Hi.' },
    { role: 'user' as const, content: 'Refund?' },
  ];

  it('joins all messages by a blank line', () => {
    expect(renderedText(messages, 'rendered')).toBe('Be brief.\n\nHello\n\nHi.\n\nRefund?');
  });

  it('gives the system messages and the last of the user', () => {
    expect(renderedText(messages, 'system')).toBe('Be brief.');
    expect(renderedText(messages, 'last_user')).toBe('Refund?');
    expect(renderedText([], 'last_user')).toBe('');
  });
});
