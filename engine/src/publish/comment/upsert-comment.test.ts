import { describe, expect, it } from 'vitest';
import { createSteeredClock } from '../../models/testing/steered-clock.ts';
import { createMemoryGitHub } from '../testing/memory-github.ts';
import { formatMarker, readMarker } from './marker.ts';
import { type UpsertCommentOptions, upsertComment } from './upsert-comment.ts';

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
const ownMarker = formatMarker({ instance: 'default', pr: '128', rev: '4', head });

function setUp(options: Partial<UpsertCommentOptions> = {}) {
  const github = createMemoryGitHub(head);
  const clock = createSteeredClock();
  const post = (text: string, more: Partial<UpsertCommentOptions> = {}) =>
    upsertComment(github.client, target, text, { clock, secrets, ...options, ...more });
  return { github, clock, post };
}

describe('the comment', () => {
  it('is written once, then edited in place, then left alone while it says the same', async () => {
    const { github, post } = setUp();
    expect(await post('### one\n')).toMatchObject({ what: 'created' });
    expect(await post('### two\n')).toMatchObject({ what: 'updated' });
    expect(await post('### two\n')).toMatchObject({ what: 'unchanged' });
    expect(github.writes).toEqual(['createComment', 'updateComment']);
    expect(github.comments.map(({ body }) => body)).toEqual([
      `<!-- galley:v1 instance=default pr=128 rev=2 head=${head} -->\n### two\n`,
    ]);
  });

  it('is found behind a hundred others', async () => {
    const { github, post } = setUp();
    for (let count = 0; count < 250; count += 1) {
      github.say('looks good', { login: 'mona', type: 'User' });
    }
    await post('### one\n');
    expect(await post('### two\n')).toMatchObject({ what: 'updated' });
  });

  it('is never that of another, whatever marker it forges, and that one is left alone', async () => {
    const { github, post } = setUp();
    github.say(`${ownMarker}\nforged`, { login: 'mallory', type: 'User' });
    github.say(`${ownMarker}\nforged`, { login: 'other[bot]', type: 'Bot' });
    expect(await post('### one\n')).toMatchObject({ what: 'created' });
    expect(github.comments.filter(({ body }) => body?.includes('forged'))).toHaveLength(2);
  });

  it('is not that of another instance, project or pull request', async () => {
    const { github, post } = setUp();
    github.say(`${formatMarker({ instance: 'nightly', pr: '128', rev: '1', head })}\nx`);
    github.say(
      `${formatMarker({ instance: 'default', project: 'team', pr: '128', rev: '1', head })}\nx`,
    );
    github.say(`${formatMarker({ instance: 'default', pr: '12', rev: '1', head })}\nx`);
    github.say(`${formatMarker({ instance: 'default', reply: '9' })}\nx`);
    expect(await post('### one\n')).toMatchObject({ what: 'created' });
    expect(await post('### two\n', { project: 'team' })).toMatchObject({ what: 'updated' });
    expect(github.comments).toHaveLength(5);
  });

  it('knows its project by any path', async () => {
    const { post } = setUp({ project: `teams/--> ${'é'.repeat(400)}` });
    expect(await post('### one\n')).toMatchObject({ what: 'created' });
    expect(await post('### two\n')).toMatchObject({ what: 'updated' });
  });

  it('is one again when several of ours are found', async () => {
    const { github, post } = setUp();
    const first = github.say(`${ownMarker}\nold`);
    github.say(`${ownMarker}\nold`);
    github.say(`${ownMarker}\nolder`);
    expect(await post('### new\n')).toEqual({ what: 'updated', id: first });
    expect(github.comments).toHaveLength(1);
    expect(readMarker(github.comments[0]?.body)?.rev).toBe('5');
  });

  it('is not written where nothing is to be said, and corrected where something was', async () => {
    const { github, post } = setUp();
    expect(await post('')).toEqual({ what: 'nothing' });
    await post('### ❌ Galley: 1 problem\n');
    expect(await post('')).toMatchObject({ what: 'updated' });
    expect(github.comments[0]?.body).toContain('nothing that Galley reads changes');
    expect(await post('')).toMatchObject({ what: 'unchanged' });
  });

  it('is never touched when the pull request is closed or has moved on', async () => {
    const { github, post } = setUp();
    github.pullRequest.head.sha = 'b'.repeat(40);
    expect(await post('### one\n')).toEqual({ what: 'stale' });
    github.pullRequest.state = 'closed';
    expect(await post('### one\n')).toEqual({ what: 'closed' });
    expect(github.writes).toEqual([]);
  });

  it('does not change for the month’s line alone', async () => {
    const { github, post } = setUp();
    const month = { spentNanoUsd: 12_200_000_000, capNanoUsd: 200_000_000_000 };
    await post('### one\n', { month });
    expect(github.comments[0]?.body).toMatch(
      /\n\n<sub>This month: \$12\.20 of \$200\.00 \(6\s?%\)<\/sub>\n$/,
    );
    const later = { ...month, spentNanoUsd: 13_000_000_000 };
    expect(await post('### one\n', { month: later })).toMatchObject({ what: 'unchanged' });
    await post('### two\n', { month: later });
    expect(github.comments[0]?.body).toContain('$13.00 of');
  });

  it('stays within the limits with marker and month, and whole where it leaves room', async () => {
    const { github, post } = setUp();
    const month = { spentNanoUsd: 1, capNanoUsd: 2 };
    const row = 'äöü €€€ 🖋️ a line of an honest table';
    const rows = Array(2_000).fill(row).join('\n');
    await post(rows.slice(0, 60_000), { month, project: 'p'.repeat(100) });
    const body = github.comments[0]?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(200_000);
    expect(body.length).toBeGreaterThan(55_000);
    expect(body).toContain('<sub>This month');
    const roomy = rows.slice(0, 58_000).trimEnd();
    await post(roomy);
    expect(github.comments.at(-1)?.body).toContain(roomy);
  });

  it('shows no secret, and still knows what it said', async () => {
    const { github, post } = setUp();
    await post('Answer: correct-horse-battery\n');
    expect(github.comments[0]?.body).toContain('Answer: •••');
    expect(await post('Answer: correct-horse-battery\n')).toMatchObject({ what: 'unchanged' });
  });

  it('is written anew when someone deletes it', async () => {
    const { github, post } = setUp();
    await post('### one\n');
    github.failures.push({ method: 'updateComment', when: 'before', status: 404 });
    expect(await post('### two\n')).toMatchObject({ what: 'created' });
  });
});

describe('a failing GitHub', () => {
  it.each([undefined, 500, 502])(
    'that wrote before it failed with %s is not asked twice',
    async (status) => {
      const { github, clock, post } = setUp();
      github.failures.push({ method: 'createComment', when: 'after', ...(status && { status }) });
      expect(await post('### one\n')).toEqual({ what: 'created', id: github.comments[0]?.id });
      expect(github.comments).toHaveLength(1);
      expect(clock.sleeps).toEqual([1_000]);
    },
  );

  it('that had not written is asked again', async () => {
    const { github, post } = setUp();
    github.failures.push({ method: 'createComment', when: 'before' });
    expect(await post('### one\n')).toMatchObject({ what: 'created' });
    expect(github.comments).toHaveLength(1);
  });

  it('is asked three times at most', async () => {
    const { github, post } = setUp();
    for (let count = 0; count < 5; count += 1) {
      github.failures.push({ method: 'createComment', when: 'before', status: 503 });
    }
    await expect(post('### one\n')).rejects.toThrow('failed as planned');
    expect(github.writes).toHaveLength(3);
  });

  it('that refuses is believed', async () => {
    const { github, post } = setUp();
    github.failures.push({ method: 'createComment', when: 'before', status: 403 });
    await expect(post('### one\n')).rejects.toThrow('failed as planned');
    expect(github.writes).toHaveLength(1);
  });
});

describe('hide-and-new', () => {
  const mode = 'hide-and-new';
  const shown = (github: ReturnType<typeof setUp>['github']) =>
    github.comments.map(({ body, isFolded }) => [body?.split('\n')[1], isFolded]);

  it('folds the old comment away and writes a new one', async () => {
    const { github, post } = setUp({ mode });
    await post('### one\n');
    await post('### two\n');
    expect(await post('### two\n')).toMatchObject({ what: 'unchanged' });
    await post('### three\n');
    expect(shown(github)).toEqual([
      ['### one', true],
      ['### two', true],
      ['### three', false],
    ]);
    expect(github.writes.filter((name) => name === 'graphql')).toHaveLength(2);
  });

  it('finishes folding that was broken off', async () => {
    const { github, post } = setUp({ mode });
    await post('### one\n');
    github.failures.push({ method: 'graphql', when: 'before', status: 500 });
    await expect(post('### two\n')).rejects.toThrow();
    expect(await post('### two\n')).toMatchObject({ what: 'unchanged' });
    expect(shown(github)).toEqual([
      ['### one', true],
      ['### two', false],
    ]);
  });
});
