import { afterAll, beforeAll, expect, it } from 'vitest';
import { galleyYaml, promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

const policy = 'commands:\n  tone: {run: [node, checks/tone.mjs]}\n';
const says = (word: string, pass: boolean) => `process.stdin.resume().on('end', () =>
  console.log(JSON.stringify({ pass: ${pass}, reason: 'this is ${word}' })));\n`;

let action: BuiltAction;
let prompts: PromptRepository;

beforeAll(async () => {
  action = await buildAction();
  prompts = await openPromptRepository({
    ...(ticketProject({ easy: 2, checks: '  - command: tone\n', policy }) as Texts),
    'checks/tone.mjs': says('base', false),
  });
});
afterAll(async () => {
  await prompts.close();
});

it('a program that judges is the one that base holds, never the one that head brings', async () => {
  const pull = prompts.pullRequest('judge', {
    [promptFile]: promptYaml('quickly'),
    'checks/tone.mjs': says('head', true),
    'checks/other.mjs': says('head', true),
    'galley.yaml': galleyYaml('commands:\n  tone: {run: [node, checks/other.mjs]}\n'),
  });
  const token = await prompts.token('write');
  const run = await prompts.runOn(pull, { entry: action.main, token });
  const proof = run.report('proof.json');
  expect(proof).not.toContain('this is head');
  const [suite] = JSON.parse(proof).evaluation.suites;
  expect(suite.head).toMatchObject({ passedCases: 0, cases: 2, notExecutedCases: 0 });
});
