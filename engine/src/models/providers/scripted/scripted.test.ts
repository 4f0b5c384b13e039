import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../library/nodes.ts';
import { createScripted } from './scripted.ts';

const patient = new AbortController().signal;
const file = 'scripted/support.yaml';

async function say(text: string, messages: readonly ChatMessage[], repeat = 0) {
  const result = await createScripted({ file, text }).send(
    { model: 'fake', messages, parameters: {}, tools: [], output: { format: 'text' }, repeat },
    patient,
  );
  if (!result.ok) throw new Error('a scripted model always answers');
  return result.answer;
}

const chat: readonly ChatMessage[] = [
  { role: 'system', content: 'You decide on refunds for Acme.' },
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'How can I help?' },
  { role: 'user', content: 'My kettle is Broken.' },
];

const otherwise = 'otherwise: {say: "I do not know."}';

describe('rules', () => {
  it.each([
    ['{contains: refunds}', true],
    ['{contains: Refunds}', false],
    ['{icontains: BROKEN}', true],
    ['{contains: Hello, of: last_user}', false],
    ['{contains: Hello, of: rendered}', true],
    ['{contains: Acme, of: system}', true],
    ['{contains: kettle, of: system}', false],
    ['{regex: "\\\\bkettle\\\\b", of: last_user}', true],
    ['{regex: "^kettle", of: last_user}', false],
    ['{all: [{contains: Acme}, {contains: kettle}]}', true],
    ['{all: [{contains: Acme}, {contains: toaster}]}', false],
    ['{any: [{contains: toaster}, {contains: kettle}]}', true],
    ['{all: [{contains: kettle}, {contains: Acme, of: system}], of: last_user}', true],
    ['{all: [{contains: Acme}], of: last_user}', false],
    ['{all: [{any: [{contains: toaster}, {all: [{contains: Acme}]}]}]}', true],
  ])('%s holds: %s', async (when, holds) => {
    const answer = await say(`rules:\n  - {when: ${when}, say: Yes.}\n${otherwise}`, chat);
    expect(answer.text).toBe(holds ? 'Yes.' : 'I do not know.');
  });

  it('answer by the first that fits', async () => {
    const rules =
      'rules:\n  - {when: {contains: Acme}, say: One.}\n  - {when: {contains: Acme}, say: Two.}';
    expect((await say(`${rules}\n${otherwise}`, chat)).text).toBe('One.');
  });

  it('cycle through what they say, one per repeat', async () => {
    const text = 'otherwise: {say: [One., Two., Three.]}';
    const said = await Promise.all([0, 1, 2, 3, 7].map((repeat) => say(text, chat, repeat)));
    expect(said.map((answer) => answer.text)).toEqual(['One.', 'Two.', 'Three.', 'One.', 'Two.']);
  });

  it('write json as JSON text', async () => {
    const answer = await say('otherwise: {json: {decision: refund, days: [1, 2]}}', chat);
    expect(answer.text).toBe('{"decision":"refund","days":[1,2]}');
    expect((await say('otherwise: {json: null}', chat)).text).toBe('null');
  });

  it('report usage and latency as written, else an estimate and 0', async () => {
    const usage = 'usage: {input_tokens: 120, output_tokens: 30}, latency_ms: 350';
    expect(await say(`otherwise: {say: Yes., ${usage}}`, chat)).toMatchObject({
      usage: { inputTokens: 120, outputTokens: 30 },
      latencyMs: 350,
    });
    expect(await say(otherwise, chat)).toMatchObject({
      usage: { inputTokens: expect.any(Number), outputTokens: 5 },
      latencyMs: 0,
    });
  });
});

it('echoes the last user message', async () => {
  const result = await createScripted({ echo: true }).send(
    {
      model: 'e',
      messages: chat,
      parameters: {},
      tools: [],
      output: { format: 'text' },
      repeat: 0,
    },
    patient,
  );
  expect(result).toMatchObject({ answer: { text: 'My kettle is Broken.' } });
});

it('is another place when its file changes, so nothing recorded fits any more', () => {
  const endpoints = ['A', 'B'].map(
    (word) => createScripted({ file, text: `otherwise: {say: ${word}}` }).endpoint,
  );
  expect(new Set(endpoints).size).toBe(2);
});

describe('a file that is no script', () => {
  it.each([
    ['- a list', `${file}:1:1 `],
    ['rules: []', 'otherwise takes the answer when no rule fits, got nothing'],
    [`rules: {}\n${otherwise}`, `${file}:1:8 rules takes a list of rules`],
    ['otherwise: {}', 'otherwise takes exactly one of say, json'],
    ['otherwise: {say: A, json: 1}', 'otherwise takes exactly one of say, json'],
    ['otherwise: {say: []}', 'otherwise.say takes at least one answer'],
    ['otherwise: {say: [1]}', 'otherwise.say[0] takes a text, got 1'],
    [`rules:\n  - {say: Yes.}\n${otherwise}`, 'rules[0].when takes a map'],
    [`rules:\n  - {when: {}, say: Yes.}\n${otherwise}`, 'rules[0].when takes exactly one of'],
    [`rules:\n  - {when: {contains: a, regex: b}, say: Y}\n${otherwise}`, 'exactly one of'],
    [
      `rules:\n  - {when: {contain: a}, say: Yes.}\n${otherwise}`,
      `${file}:2:13 rules[0].when.contain is no key here`,
    ],
    [`rules:\n  - {when: {contains: a, of: user}, say: Y}\n${otherwise}`, 'when.of takes one of'],
    [`rules:\n  - {when: {regex: "(a"}, say: Y}\n${otherwise}`, 'when.regex takes an RE2 pattern'],
    [`rules:\n  - {when: {all: []}, say: Y}\n${otherwise}`, 'when.all takes conditions'],
    ['otherwise: {say: A, latency_ms: -1}', 'latency_ms takes milliseconds from 0'],
    ['otherwise: {say: A, usage: {input_tokens: 1}}', 'usage.output_tokens takes a whole number'],
    ['otherwise: {say: "A}', file],
  ])('%s is refused with its place', (text, message) => {
    expect(() => createScripted({ file, text })).toThrow(
      expect.objectContaining({
        code: 'project-invalid',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('nested without end is refused, not crashed on', () => {
    const text = `rules:\n  - {say: Y, when: ${'{all: ['.repeat(60)}{contains: a}${']}'.repeat(60)}}\n${otherwise}`;
    expect(() => createScripted({ file, text })).toThrow(
      expect.objectContaining({ code: 'project-invalid' }),
    );
  });
});
