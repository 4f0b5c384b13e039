import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectOn } from '../cli/support/house-project.ts';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import { openPromptRepository, type PromptRepository } from './support/prompt-repository.ts';

let action: BuiltAction;
let house: ChatServer;
let prompts: PromptRepository;
let word = 'Fine.';

beforeAll(async () => {
  action = await buildAction();
  house = await startChatServer({ answer: () => word });
  prompts = await openPromptRepository(projectOn(house.baseUrl, 2));
});
afterAll(async () => {
  await prompts.close();
  await house.close();
});

/** A night of examples/workflows/nightly-drift.yml: what its step records, and what Git sees of it. */
async function night() {
  const work = prompts.checkout('refs/heads/main');
  const run = await prompts.run({
    ...{ entry: action.main, token: await prompts.token('read') },
    ...{ eventName: 'schedule', event: { repository: { default_branch: 'main' } } },
    ...{ sha: work.git('rev-parse', 'HEAD'), workspace: work.folder },
    inputs: {
      ...{ command: 'eval', when: 'all', mode: 'record', refresh: 'true', 'fail-on': 'broken' },
      'allow-private-hosts': 'true',
    },
  });
  work.git('add', '--all');
  const changed = work.git('diff', '--cached', '--name-only').split('\n');
  return { run, work, changed: changed.filter((name) => name !== '') };
}

it('asks anew every night, and has something to commit when a model answers otherwise', async () => {
  const first = await night();
  expect(first.run).toMatchObject({ exitCode: 0, outputs: { verdict: 'passed' } });
  const [cassette = ''] = first.changed;
  expect(first.changed).toEqual(['cassettes/answer.jsonl']);
  const recorded = first.work.git('show', `:${cassette}`);
  prompts.github.push(prompts.repository, 'main', { [cassette]: `${recorded}\n` });

  const quiet = await night();
  expect(house.requests).toHaveLength(4);
  expect(quiet.changed).toEqual([]);

  word = 'No.';
  const drifted = await night();
  expect(drifted.run).toMatchObject({ exitCode: 0, outputs: { verdict: 'failed' } });
  expect(drifted.changed).toEqual([cassette]);
  expect(drifted.run.report('report.md')).toContain('answer');
});
