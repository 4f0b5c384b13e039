import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { galley } from '../cli/support/fake-door.ts';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';

/** Ten mistakes that promptfoo users make; its `validate config` takes six of them for sound. */
const mistakes: readonly {
  readonly mistake: string;
  readonly file: keyof ReturnType<typeof soundFiles>;
  readonly from: string;
  readonly to: string;
  /** Code and place, `line:column`, of the problem. */
  readonly problem: string;
}[] = [
  {
    mistake: 'an unknown key at the top',
    file: 'suites/greetings.yaml',
    from: 'repeats: 1',
    to: 'defaultTests: {repeats: 1}',
    problem: '5:1 error unknown-key',
  },
  {
    mistake: 'a misspelt `checks`',
    file: 'suites/greetings.yaml',
    from: 'checks:',
    to: 'chekcs:',
    problem: '8:1 error unknown-key',
  },
  {
    mistake: 'a misspelt input in the template',
    file: 'prompts/greet.yaml',
    from: '{{ name }}',
    to: '{{ naem }}',
    problem: '4:20 error input-undeclared',
  },
  {
    mistake: 'cases without any check',
    file: 'suites/greetings.yaml',
    from: 'checks:\n  - {name: greets, regex: Hello, weight: 0.5}\n  - {contains: Ada}\n',
    to: '',
    problem: '1:1 error checks-missing',
  },
  {
    mistake: 'a misspelt check',
    file: 'suites/greetings.yaml',
    from: 'contains: Ada',
    to: 'contians: Ada',
    problem: '10:6 error unknown-key',
  },
  {
    mistake: 'a regular expression that is none',
    file: 'suites/greetings.yaml',
    from: 'regex: Hello',
    to: "regex: '('",
    problem: '9:27 error regex-invalid',
  },
  {
    mistake: 'a prompt that is not there',
    file: 'suites/greetings.yaml',
    from: 'targets: [greet]',
    to: 'targets: [greeting]',
    problem: '3:11 error unknown-reference',
  },
  {
    mistake: 'a provider that is not there',
    file: 'galley.yaml',
    from: 'chat: {provider: house',
    to: 'chat: {provider: hous',
    problem: '7:20 error provider-unknown',
  },
  {
    mistake: 'broken YAML',
    file: 'suites/greetings.yaml',
    from: 'targets: [greet]',
    to: 'targets: [greet',
    problem: '3:10 error yaml-syntax',
  },
  {
    mistake: 'a threshold of the wrong type',
    file: 'suites/greetings.yaml',
    from: 'weight: 0.5',
    to: 'weight: high',
    problem: '9:42 error wrong-type',
  },
];

let server: ChatServer;
let folder: string;

beforeAll(async () => {
  server = await startChatServer({ answer: () => 'Hello Ada' });
  folder = mkdtempSync(join(tmpdir(), 'galley-mistakes-'));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('a mistake that promptfoo users make', () => {
  test('is refused by nothing when it is not made', async () => {
    write(soundFiles(server.baseUrl));
    const run = await galley(folder, 'eval', '--mode', 'live');
    expect(run.stderr).not.toContain('error');
    expect(run.exitCode).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  test.each(mistakes)('$mistake: named at its place, nothing is sent', async (planted) => {
    const files = soundFiles(server.baseUrl);
    expect(files[planted.file].split(planted.from)).toHaveLength(2);
    write({ ...files, [planted.file]: files[planted.file].replace(planted.from, planted.to) });
    const sentBefore = server.requests.length;
    const validated = await galley(folder, 'validate', '--format', 'json');
    const { problems } = JSON.parse(validated.stdout);
    expect(problems.map(describeProblem)).toEqual([`${planted.file}:${planted.problem}`]);
    expect(validated.exitCode).toBe(2);
    expect((await galley(folder, 'eval', '--mode', 'live')).exitCode).toBe(2);
    expect(server.requests).toHaveLength(sentBefore);
  });
});

function soundFiles(baseUrl: string) {
  return {
    'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${baseUrl}", allow_private: true}
budgets: {mode: disabled}
models:
  chat: {provider: house, name: house-small}
`,
    'prompts/greet.yaml': `apiVersion: galley/v1
kind: Prompt
inputs: {name: {type: string}}
content: "Hello {{ name }}"
model: {ref: chat}
`,
    'suites/greetings.yaml': `apiVersion: galley/v1
kind: Suite
targets: [greet]
models: [chat]
repeats: 1
cases:
  - {id: ada, inputs: {name: Ada}}
checks:
  - {name: greets, regex: Hello, weight: 0.5}
  - {contains: Ada}
`,
  };
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function describeProblem(problem: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
}): string {
  const { file, line, column, severity, code } = problem;
  return `${file}:${line}:${column} ${severity} ${code}`;
}
