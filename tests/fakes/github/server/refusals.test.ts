import { get } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../testing/open-desk.ts';

const repo = '/repos/acme/prompts';
const smile = '🙂';
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterEach(() => void desk.github.takeViolations());
afterAll(async () => {
  await desk.github.close();
});

describe('a request that GitHub’s description does not know', () => {
  it('is refused in GitHub’s shape and remembered', async () => {
    const answer = await desk.asInstallation(`POST ${repo}/check-runs`, { name: 'galley / gate' });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({
      message: expect.stringContaining('Invalid request'),
      documentation_url: expect.stringMatching(/^https:/),
      status: '422',
    });
    expect(desk.github.violations).toEqual([
      `checks/create body /: must have required property 'head_sha' {"missingProperty":"head_sha"}`,
    ]);
    expect(() => desk.github.assertValid()).toThrow(/head_sha/);
  });

  it.each([
    ['GET /repos/acme/prompts/issues/1/comments?sort=created&direction=desc', 422],
    ['GET /repos/acme/prompts/pulls/first', 404],
    ['GET /repos/acme/prompts/stargazers', 404],
    ['GET /repos/acme/prompts/pulls?state=merged', 422],
  ] as const)('is refused: %s', async (request, status) => {
    expect((await desk.asInstallation(request)).status).toBe(status);
    expect(desk.github.violations.length).toBeGreaterThan(0);
  });

  it('is refused when its body has a key that the operation does not take', async () => {
    const body = { body: 'A proof.', text: 'A proof.' };
    expect((await desk.asInstallation(`POST ${repo}/issues/1/comments`, body)).status).toBe(422);
  });
});

describe('a request without a User-Agent', () => {
  it('is refused', async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    get(`${desk.github.apiUrl}/meta`, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    expect(await promise).toBe(403);
  });
});

describe('a check run', () => {
  const output = (more: object) => ({ title: 'Proof', summary: 'better', ...more });
  const annotation = {
    path: 'galley.yaml',
    start_line: 1,
    end_line: 1,
    annotation_level: 'failure',
    message: 'Unknown key.',
  };
  const action = { label: 'Run', description: 'Run everything', identifier: 'run' };

  it.each([
    ['51 annotations', { output: output({ annotations: Array(51).fill(annotation) }) }],
    ['four buttons', { actions: Array(4).fill(action) }],
    ['a long button', { actions: [{ ...action, label: 'Run the full evaluation now' }] }],
    ['a long summary', { output: output({ summary: 'x'.repeat(65_536) }) }],
    ['a long text', { output: output({ text: 'x'.repeat(65_536) }) }],
    ['an unknown conclusion', { conclusion: 'accepted' }],
  ])('may not have %s', async (_, more) => {
    const body = { name: 'galley / gate', head_sha: desk.headSha, ...more };
    expect((await desk.asInstallation(`POST ${repo}/check-runs`, body)).status).toBe(422);
  });

  it('may have 50 annotations, three buttons and 65,535 characters', async () => {
    const annotations = Array(50).fill(annotation);
    const full = output({ annotations, summary: 'x'.repeat(65_535) });
    const actions = Array(3).fill(action);
    const body = { name: 'galley / gate', head_sha: desk.headSha, output: full, actions };
    expect((await desk.asInstallation(`POST ${repo}/check-runs`, body)).status).toBe(201);
    desk.github.assertValid();
  });

  it('needs a commit that exists', async () => {
    const body = { name: 'galley / gate', head_sha: 'f'.repeat(40) };
    const answer = await desk.asInstallation(`POST ${repo}/check-runs`, body);
    expect(answer).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('No commit found') },
    });
  });
});

describe('a comment', () => {
  it.each([
    ['65,537 letters', 'x'.repeat(65_537)],
    ['32,769 characters of two units each', smile.repeat(32_769)],
  ])('may not have %s', async (_, body) => {
    const answer = await desk.asInstallation(`POST ${repo}/issues/1/comments`, { body });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [{ message: 'Body is too long (maximum is 65536 characters)' }],
      },
    });
    desk.github.assertValid();
  });

  it('may have 65,536', async () => {
    const body = 'x'.repeat(65_536);
    expect((await desk.asInstallation(`POST ${repo}/issues/1/comments`, { body })).status).toBe(
      201,
    );
  });

  it('needs a pull request or an issue', async () => {
    const body = { body: 'A proof.' };
    expect((await desk.asInstallation(`POST ${repo}/issues/99/comments`, body)).status).toBe(404);
  });
});

describe('a pull request', () => {
  it('is merged only at the head that the caller saw', async () => {
    const answer = await desk.asInstallation(`PUT ${repo}/pulls/1/merge`, { sha: 'f'.repeat(40) });
    expect(answer.status).toBe(409);
  });

  it('is not opened twice from one branch', async () => {
    const body = { title: 'Again', head: 'kinder', base: 'main' };
    const answer = await desk.asInstallation(`POST ${repo}/pulls`, body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('already exists for acme:kinder');
  });

  it('needs a history in common with its base', async () => {
    const files = { 'galley.yaml': 'version: 1\n' };
    desk.github.push(desk.repository, 'island', files, { onto: null });
    const body = { title: 'Island', head: 'island', base: 'main' };
    const answer = await desk.asInstallation(`POST ${repo}/pulls`, body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain('no history in common');
  });

  it('takes a suggestion only on a line of its difference', async () => {
    const comment = { path: 'galley.yaml', line: 1, body: 'Here.', commit_id: desk.headSha };
    expect((await desk.asInstallation(`POST ${repo}/pulls/1/comments`, comment)).status).toBe(422);
  });

  it('does not merge while a required check is missing', async () => {
    desk.github.requireChecks(desk.repository, 'main', {
      checks: [{ context: 'galley / validate' }],
    });
    const answer = await desk.asInstallation(`PUT ${repo}/pulls/1/merge`, {});
    expect(answer).toMatchObject({
      status: 405,
      body: { message: 'Required status check "galley / validate" is expected.' },
    });
  });
});
