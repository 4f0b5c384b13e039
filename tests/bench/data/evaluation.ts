import type { Files } from '../workbench.ts';

/** One case of the evaluation rows; equal numbers give equal cases. */
interface Case {
  readonly id: number;
  readonly name: string;
  readonly topic: string;
}

/** Whom the evaluation calls. */
export type Target = { readonly kind: 'echo' } | { readonly kind: 'http'; readonly url: string };

/** Answers of every case in the http rows are at most this long. */
const maxTokens = 64;

const words = [
  'amber',
  'basil',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'haven',
  'iris',
  'jade',
] as const;

/**
 * A project whose one suite has `count` cases with three checks each: a text, a regex and whether
 * the answer is JSON. The model repeats what it is told.
 */
export function evaluationProject(count: number, target: Target): Files {
  const rows = casesOf(count).map(({ id, ...rest }) => ({
    id: `case-${id}`,
    inputs: { id, ...rest },
  }));
  return new Map([
    ['galley.yaml', projectText(target)],
    ['prompts/repeat.yaml', promptText(target)],
    ['datasets/words.yaml', 'apiVersion: galley/v1\nkind: Dataset\nsource:\n  file: words.jsonl\n'],
    ['datasets/words.jsonl', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`],
    ['suites/words.yaml', suiteText],
    ['.gitignore', '.galley/\n'],
  ]);
}

/** The same work as promptfoo's configuration, its checks written out per case. */
export function peerConfiguration(count: number, target: Target): string {
  const provider =
    target.kind === 'echo'
      ? '  - echo\n'
      : `  - id: openai:chat:gpt-4o-mini\n    config:\n      apiBaseUrl: ${target.url}\n      max_tokens: ${maxTokens}\n`;
  const tests = casesOf(count).map(
    ({ id, name, topic }) => `  - description: case ${id}
    vars:
      id: ${id}
      name: ${name}
      topic: ${topic}
    assert:
      - type: contains
        value: hello ${name}
      - type: regex
        value: '"id": ${id}\\b'
      - type: is-json
`,
  );
  return `description: ${count} cases\nprompts:\n  - '${messageText(target)}'\nproviders:\n${provider}tests:\n${tests.join('')}`;
}

function casesOf(count: number): Case[] {
  const word = (n: number) => words[n % words.length];
  return Array.from({ length: count }, (_, id) => ({
    id,
    name: `${word(id)}-${id}`,
    topic: `${word(id * 7)} ${word(id * 3)}`,
  }));
}

function messageText({ kind }: Target): string {
  const lead = kind === 'echo' ? '' : 'Reply with exactly: ';
  return `${lead}{"id": {{id}}, "topic": "{{topic}}", "message": "hello {{name}}, please keep this text"}`;
}

function promptText(target: Target): string {
  return `apiVersion: galley/v1
kind: Prompt
description: Repeat a small JSON object
inputs:
  id:
    type: number
  name:
    type: string
  topic:
    type: string
content: '${messageText(target)}'
model:
  ref: chat
`;
}

const suiteText = `apiVersion: galley/v1
kind: Suite
targets:
  - repeat
dataset: words
checks:
  - contains: hello \${{ case.inputs.name }}
  - regex: '"id": \${{ case.inputs.id }}\\b'
  - json_schema: {}
gate:
  pass_rate:
    min: 1
`;

function projectText(target: Target): string {
  const provider =
    target.kind === 'echo'
      ? '    type: scripted\n    echo: true\n'
      : `    type: openai-compatible
    base_url: ${target.url}
    key:
      secret: BENCH_API_KEY
    allow_private: true
`;
  return `apiVersion: galley/v1
kind: Project
providers:
  vendor:
${provider}models:
  chat:
    provider: vendor
    name: gpt-4o-mini
    parameters:
      max_tokens: ${maxTokens}
    pricing:
      input_per_1m_usd: 0.15
      output_per_1m_usd: 0.6
      as_of: 2026-11-01
      source: rates of the loopback server
budgets:
  run_usd: 5
  mode: strict
`;
}
