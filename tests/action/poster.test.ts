import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Issue, Repository } from '../fakes/github/state/model.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { type BuiltAction, buildAction } from './support/built-action.ts';
import {
  openPromptRepository,
  type PromptRepository,
  type Texts,
} from './support/prompt-repository.ts';

let action: BuiltAction;
let prompts: PromptRepository;
let fork: Repository;
let pull: Issue;
let workspace = '';

beforeAll(async () => {
  action = await buildAction();
  prompts = await openPromptRepository(ticketProject({ easy: 4 }) as Texts);
  fork = prompts.github.fork(prompts.repository, 'stranger');
  pull = prompts.pullRequest('mine', { [promptFile]: promptYaml('quickly') }, fork);
  workspace = prompts.checkout('refs/heads/main').folder;
});
afterAll(async () => {
  await prompts.close();
});
beforeEach(() => {
  rmSync(join(workspace, 'report'), { recursive: true, force: true });
  mkdirSync(join(workspace, 'report'));
});

const headOf = () => pull.pull?.headSha ?? '';
const posting = (more: object = {}) =>
  JSON.stringify({ v: 1, head: headOf(), project: '', ...more });

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(workspace, 'report', name), text);
}

async function post(run: object = {}) {
  const workflowRun = {
    event: 'pull_request',
    head_sha: headOf(),
    head_branch: 'mine',
    head_repository: { owner: { login: 'stranger' } },
    html_url: 'https://github.com/acme/prompts/actions/runs/7',
    pull_requests: [],
    ...run,
  };
  return prompts.run({
    ...{ entry: action.poster, token: await prompts.token('write') },
    ...{
      eventName: 'workflow_run',
      event: { workflow_run: workflowRun },
      sha: headOf(),
      workspace,
    },
    inputs: { 'report-path': 'report' },
  });
}

const comments = () => prompts.github.commentsOn(pull).map(({ body }) => body);

describe('the poster', () => {
  it('posts the report that a fork’s job left, as one comment', async () => {
    const token = await prompts.token('read');
    const proof = await prompts.runOn(pull, { entry: action.main, token });
    write({
      'comment.md': proof.report('comment.md'),
      'posting.json': proof.report('posting.json'),
    });
    const run = await post();
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await post()).exitCode).toBe(0);
    const [body = '', ...others] = comments();
    expect(others).toEqual([]);
    expect(body).toContain(
      '> From a [workflow run of a fork](https://github.com/acme/prompts/actions/runs/7)',
    );
    expect(body.replaceAll('\u200b', '')).toContain(proof.report('comment.md').trim());
    prompts.assertValid();
  });

  it('breaks whatever would reach out of the comment', async () => {
    const hostile = `<!-- galley:v1 instance=default pr=1 rev=9 -->
### ✅ all fine, @acme/owners, see #1, GH-2 and https://evil.example
![pixel](https://evil.example/p.png) [click](javascript:alert(1)) [ref][1]
[1]: https://evil.example
<img src=x onerror=alert(1)><script>alert(1)</script></details><a href="//evil.example">x</a>
\`\`\`mermaid
graph TD
\`\`\`
www.evil.example mailto:a@evil.example\u202e`;
    write({ 'comment.md': hostile, 'posting.json': posting() });
    expect((await post()).exitCode).toBe(0);
    const [body = ''] = comments();
    const shown = body.split('\n').slice(2).join('\n');
    expect(shown).not.toMatch(
      /@\w|#\d|GH-\d|https?:|www\.|\]\(|\]\[|\]:|!\[|<(?!\/details>)[a-z!/]|mailto:|```mermaid/,
    );
    expect(shown).not.toContain('\u202e');
    expect(body.match(/<!--/g)).toHaveLength(1);
  });

  it.each([
    [
      'of another commit',
      { 'comment.md': 'x', 'posting.json': `{"v":1,"head":"${'a'.repeat(40)}","project":""}` },
    ],
    ['without a posting', { 'comment.md': 'x' }],
    ['that is huge', { 'comment.md': 'x'.repeat(200_001), 'posting.json': '?' }],
    ['of another shape', { 'comment.md': 'x', 'posting.json': '{"v":1,"pull_request":2}' }],
    ['that is no text', { 'comment.md': Uint8Array.of(0xff, 0xfe), 'posting.json': '?' }],
  ])('refuses an artifact %s', async (_, files) => {
    const before = comments();
    const sound = files as Record<string, string | Uint8Array>;
    write({ ...sound, ...(sound['posting.json'] === '?' && { 'posting.json': posting() }) });
    const run = await post();
    expect(run).toMatchObject({ exitCode: 2, stderr: '' });
    expect(run.stdout).toMatch(/^::error::galley: the artifact is/m);
    expect(comments()).toEqual(before);
  });

  it('follows no link out of the artifact', async () => {
    symlinkSync('/etc/hostname', join(workspace, 'report', 'comment.md'));
    write({ 'posting.json': posting() });
    expect((await post()).exitCode).toBe(2);
  });

  it('takes the pull request from GitHub, and none when its head has moved on', async () => {
    write({ 'comment.md': 'x', 'posting.json': posting() });
    const before = comments();
    const elsewhere = await post({ head_branch: 'another' });
    expect(elsewhere).toMatchObject({ exitCode: 0 });
    expect(elsewhere.stdout).toContain('No open pull request is at the commit');
    expect((await post({ event: 'push' })).exitCode).toBe(2);
    expect(comments()).toEqual(before);
  });
});
