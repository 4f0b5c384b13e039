import { expect, it } from 'vitest';
import { createSteeredClock } from '../../models/testing/steered-clock.ts';
import { createMemoryGitHub } from '../testing/memory-github.ts';
import { reactToCommand, replyToCommand } from './answer-command.ts';

const head = '9f2c1ab000000000000000000000000000000000';
const secrets = { values: () => ['correct-horse-battery'] };
const target = {
  owner: 'acme',
  repo: 'prompts',
  pullRequest: 128,
  head,
  self: { login: 'galley[bot]', appId: 7 },
  instance: 'default',
};
const clock = createSteeredClock();

it('a command gets each reaction once', async () => {
  const { client, reactions } = createMemoryGitHub(head);
  for (const state of ['queued', 'queued', 'done', 'failed', 'refused'] as const) {
    await reactToCommand(client, target, { commentId: 55, state });
  }
  expect(reactions).toEqual(['55 eyes', '55 rocket', '55 confused', '55 -1']);
});

it('a command gets one answer, also when GitHub fails after it wrote', async () => {
  const github = createMemoryGitHub(head);
  github.failures.push({ method: 'createComment', when: 'after' });
  const reply = (commentId: number, text: string) =>
    replyToCommand(github.client, target, { commentId, text }, { clock, secrets });
  const first = await reply(55, 'Nothing is running.');
  expect(await reply(55, 'Nothing is running.')).toBe(first);
  expect(github.comments).toHaveLength(1);
  await reply(55, 'One suite is running.');
  await reply(56, 'Nothing is running.');
  expect(github.comments.map(({ body }) => body?.split('\n')[1])).toEqual([
    'One suite is running.',
    'Nothing is running.',
  ]);
});

it('an answer shows no secret', async () => {
  const github = createMemoryGitHub(head);
  const text = 'correct-horse-battery is no command.';
  await replyToCommand(github.client, target, { commentId: 55, text }, { clock, secrets });
  expect(github.comments[0]?.body).toContain('\n••• is no command.');
});

it('an answer that somebody forged is not taken for ours', async () => {
  const github = createMemoryGitHub(head);
  const forged = '<!-- galley:v1 instance=default reply=55 -->\nDone.';
  github.say(forged, { login: 'mallory', type: 'User' });
  await replyToCommand(
    github.client,
    target,
    { commentId: 55, text: 'Refused.' },
    { clock, secrets },
  );
  expect(github.comments.map(({ body }) => body)).toEqual([
    forged,
    '<!-- galley:v1 instance=default reply=55 -->\nRefused.\n',
  ]);
});
