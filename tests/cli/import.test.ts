import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChatServer } from '../support/chat-server.ts';
import { galley } from './support/fake-door.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = (...commandLine: string[]) => galley(folder, ...commandLine);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
function write(path: string, text: string): void {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const greeting = `prompts: ["Greet {{ name }}"]
providers: [openai:gpt-5-mini]
tests: [{vars: {name: Ada}, assert: [{type: contains, value: Ada}]}]
`;
const lossy = greeting.replace('providers', 'sharing: true\nproviders');

describe('galley import', () => {
  it('writes documents with the schema for the editor, and says that they are sound', async () => {
    write('promptfooconfig.yaml', greeting);
    const run = await here('import', 'promptfooconfig.yaml');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('wrote suites/promptfoo.yaml');
    expect(run.stdout).toContain('what was written is sound');
    const [modeline, ...rest] = read('prompts/prompt.yaml').split('\n');
    const schema = /\$schema=(.*)$/.exec(modeline ?? '')?.[1] ?? '';
    expect(existsSync(join(folder, 'prompts', schema))).toBe(true);
    expect(rest.slice(0, 2)).toEqual(['apiVersion: galley/v1', 'kind: Prompt']);
    expect((await here('validate', '--strict')).exitCode).toBe(0);
  });

  it('writes nothing when something is lost, and all that can be kept with --allow-loss', async () => {
    write('promptfooconfig.yaml', lossy);
    const refused = await here('import', 'promptfooconfig.yaml');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('promptfooconfig.yaml:2:1 lost `sharing`');
    expect(existsSync(join(folder, 'prompts'))).toBe(false);
    const allowed = await here('import', 'promptfooconfig.yaml', '--allow-loss');
    expect(allowed.exitCode).toBe(0);
    expect(allowed.stdout).toContain('promptfooconfig.yaml:2:1 lost `sharing`');
    expect(existsSync(join(folder, 'prompts/prompt.yaml'))).toBe(true);
  });

  it('writes nothing on a dry run', async () => {
    write('promptfooconfig.yaml', greeting);
    const run = await here('import', 'promptfooconfig.yaml', '--dry-run');
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.stdout).toContain('would write prompts/prompt.yaml');
    expect(existsSync(join(folder, 'galley.yaml'))).toBe(false);
  });

  it('overwrites no file, and writes none beside one that is there', async () => {
    write('promptfooconfig.yaml', greeting);
    write('suites/promptfoo.yaml', 'mine');
    const run = await here('import', 'promptfooconfig.yaml');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('suites/promptfoo.yaml is there already');
    expect(read('suites/promptfoo.yaml')).toBe('mine');
    expect(existsSync(join(folder, 'prompts'))).toBe(false);
  });

  it('leaves a galley.yaml as it is, prints what it lacks and exits 1 until that is added', async () => {
    const project = 'apiVersion: galley/v1\nkind: Project\n';
    write('desk/galley.yaml', project);
    write('promptfooconfig.yaml', greeting);
    const run = await here('import', 'promptfooconfig.yaml', '--to', 'desk');
    expect(run.exitCode).toBe(1);
    expect(read('desk/galley.yaml')).toBe(project);
    const addition = /of this:\n\n([\s\S]*?)\n\n/.exec(run.stdout)?.[1] ?? '';
    expect(addition).toContain('gpt-5-mini');
    write('desk/galley.yaml', `${project}${addition}\n`);
    expect((await here('validate', '-C', 'desk', '--strict')).exitCode).toBe(0);
  });

  it('takes every file of a folder that is of a known format, or of one', async () => {
    write('old/promptfooconfig.yaml', greeting);
    write('old/reply.prompt.yml', 'messages: [{role: user, content: "Hi {{name}}"}]\n');
    write('old/other.yaml', 'a: 1\n');
    write('old/greeting.yaml', 'id: greeting\ntemplate: Hi {{ name }}\ninputs: {name: {}}\n');
    const run = await here('import', 'old', '--dry-run', '--format', 'json');
    expect(JSON.parse(run.stdout).sources).toEqual([
      { file: 'old/greeting.yaml', format: 'dakora' },
      { file: 'old/promptfooconfig.yaml', format: 'promptfoo' },
      { file: 'old/reply.prompt.yml', format: 'github-prompt' },
    ]);
    const one = await here('import', 'old', '--from', 'dakora', '--dry-run', '--format', 'json');
    expect(JSON.parse(one.stdout).files).toContain('prompts/greeting.yaml');
    expect(JSON.parse(one.stdout).sources).toHaveLength(1);
  });

  it('gives each of several promptfoo configurations a folder of its own', async () => {
    write('evals/tone/promptfooconfig.yaml', greeting);
    write('evals/facts/promptfooconfig.yaml', greeting);
    expect(await here('import', 'evals')).toMatchObject({ exitCode: 0 });
    expect(read('suites/tone/promptfoo.yaml')).toContain('- tone/prompt\n');
    expect(read('suites/facts/promptfoo.yaml')).toContain('- facts/prompt\n');
  });

  it('refuses sources that say different things of one model', async () => {
    const other = 'providers: [{id: openai:gpt-5-mini, config: {temperature: 1}}]';
    write('evals/tone/promptfooconfig.yaml', greeting);
    write('evals/facts/promptfooconfig.yaml', greeting.replace(/providers: .*/, other));
    const run = await here('import', 'evals');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('different things of the model gpt-5-mini');
    expect(existsSync(join(folder, 'prompts'))).toBe(false);
  });

  it.each([
    ['gone.yaml', 'there is no file or folder gone.yaml'],
    ['.', 'nothing in . is of a format that can be imported'],
    ['other.yaml', 'other.yaml is of no format that can be imported'],
  ])('refuses %s', async (operand, message) => {
    write('other.yaml', 'a: 1\n');
    const run = await here('import', operand);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(message);
  });

  it('follows no link out of the folder', async () => {
    write('secret.txt', 'the secret');
    write('old/promptfooconfig.yaml', greeting.replace('"Greet {{ name }}"', 'file://link.txt'));
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'old/link.txt'));
    const run = await here('import', 'old/promptfooconfig.yaml', '--allow-loss');
    expect(run.stdout).toMatch(/old\/promptfooconfig.yaml:1:11 lost prompt: the file `link.txt`/);
    expect(existsSync(join(folder, 'prompts'))).toBe(false);
  });

  it('puts many cases into a data file that reads back', async () => {
    const rows = Array.from({ length: 1_500 }, (_, row) => `Name ${row},contains: Name ${row}`);
    write('tests.csv', `name,__expected\n${rows.join('\n')}\n`);
    write('promptfooconfig.yaml', greeting.replace(/tests: .*/, 'tests: file://tests.csv'));
    expect(await here('import', 'promptfooconfig.yaml')).toMatchObject({ exitCode: 0 });
    const lines = read('datasets/promptfoo.jsonl').trim().split('\n');
    expect(lines).toHaveLength(1_500);
    expect(JSON.parse(lines[7] ?? '')).toEqual({
      id: 'case-8',
      inputs: { name: 'Name 7' },
      checks: [{ contains: 'Name 7' }],
    });
  });
});

describe('a promptfoo project that is moved in', () => {
  it('evaluates on its own model, and fails where an answer does', async () => {
    const server = await startChatServer({
      answer: ({ body }) => {
        const asked = body.messages.at(-1)?.content ?? '';
        return asked.includes('parcel')
          ? 'I am sorry, Acme looks for your parcel.'
          : 'It arrives tomorrow, says Acme.';
      },
    });
    try {
      write(
        'old/prompts/reply.json',
        '[{"role":"system","content":"You work for {{ brand }}."},{"role":"user","content":"{{ message }}"}]',
      );
      write(
        'old/tests.csv',
        'message,__expected,__description\nWhere is my parcel?,"contains-all: sorry, parcel",Parcel\n',
      );
      write(
        'old/promptfooconfig.yaml',
        `description: Support
prompts: [file://prompts/reply.json]
providers:
  - {id: "localai:chat:house-small", config: {apiBaseUrl: "${server.baseUrl}", temperature: 0}}
defaultTest:
  vars: {brand: Acme}
  assert: [{type: icontains, value: "{{brand}}"}]
tests:
  - file://tests.csv
  - description: No promises
    vars: {message: Where is my order?}
    assert: [{type: not-contains, value: tomorrow}]
`,
      );
      expect(await here('import', 'old')).toMatchObject({ exitCode: 0 });
      const run = await here('eval', '--mode', 'live');
      expect(server.requests).toHaveLength(2);
      expect(server.requests[0]?.body.messages[0]?.content).toBe('You work for Acme.');
      expect(run.stdout).toContain('1/2 cases passed');
      expect(run.stdout).toContain('no-promises');
      expect(run.exitCode).toBe(1);
    } finally {
      await server.close();
    }
  });
});

describe('galley init beside prompts of other tools', () => {
  it('prints the commands that import them, which work', async () => {
    write('evals/promptfooconfig.yaml', greeting);
    write('.github/models/a.prompt.yml', 'messages: [{role: user, content: "Hi {{name}}"}]\n');
    write('node_modules/x/promptfooconfig.yaml', greeting);
    const { stdout } = await here('init');
    const commands = stdout.match(/^ {2}galley import .*$/gm) ?? [];
    expect(commands).toEqual([
      '  galley import .github/models --from github-prompt',
      '  galley import evals/promptfooconfig.yaml',
    ]);
    for (const command of commands) {
      const run = await here(...command.trim().split(' ').slice(1), '--dry-run');
      expect(run).toMatchObject({ exitCode: 0 });
    }
  });

  it('says nothing of imports where there is nothing to import', async () => {
    expect((await here('init')).stdout).not.toContain('galley import');
  });
});
