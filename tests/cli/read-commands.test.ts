import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
beforeAll(() => {
  repository = createTemporaryRepository();
  for (const [path, text] of Object.entries(smallProject)) repository.write(path, text);
  repository.commit('start');
  const file = 'parts/tone/polite.yaml';
  repository.write(file, (smallProject[file] ?? '').replace('politely', 'very politely'));
  repository.write(
    'talk.yaml',
    '- {role: user, content: Hello}\n- {role: assistant, content: Hi}\n',
  );
  repository.write('case.json', '{"message": "From the file", "urgent": "yes"}');
});
afterAll(() => repository.remove());
const here = (...commandLine: string[]) => galley(repository.folder, ...commandLine);

describe('galley list and show', () => {
  it('lists every document with kind, id and version, and one kind alone', async () => {
    const { stdout } = await here('list');
    expect(stdout).toMatch(
      /^prompt +support\/reply +1\.0\.0 +sound +Answer a customer +#support$/m,
    );
    expect((await here('list', 'parts')).stdout).toMatch(/^part +tone\/polite/);
    expect((await here('list', 'parts')).stdout).not.toContain('prompt');
  });

  it('shows inputs, messages and users of a document', async () => {
    const { stdout } = await here('show', 'support/reply');
    expect(stdout).toContain('urgent: boolean · default false');
    expect(stdout).toMatch(/^uses +part:tone\/polite$/m);
    expect((await here('show', 'tone/polite')).stdout).toContain('prompt:support/reply');
    const variant = JSON.parse(
      (await here('show', 'support/reply+short', '--format', 'json')).stdout,
    );
    expect(variant).toMatchObject({ kind: 'prompt', variant: 'short', cases: 2 });
    expect(variant.messages).toHaveLength(1);
  });

  it('suggests the nearest id for one that does not exist', async () => {
    const run = await here('show', 'support/repli');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('Did you mean support/reply?');
  });
});

describe('galley render', () => {
  it('prints the messages for inputs, coerced by their declared types', async () => {
    const { stdout } = await here(
      ...['render', 'support/reply', '--input', 'message=Where?', '--input', 'urgent=yes'],
      ...['--input', 'orders=A-1', '--input', 'orders=A-2'],
    );
    expect(stdout).toBe(
      '[system]\nAnswer very politely.\nOrder A-1.Order A-2.Hurry.\n\n[user]\nWhere?\n',
    );
  });

  it('lets --input win over --inputs, from a file and from standard input', async () => {
    const json = async (...options: string[]) =>
      JSON.parse((await here('render', 'support/reply', '--format', 'json', ...options)).stdout);
    const fromFile = await json('--inputs', 'case.json');
    expect(fromFile.messages.at(-1)).toEqual({ role: 'user', content: 'From the file' });
    const both = await json('--inputs', 'case.json', '--input', 'message=From the option');
    expect(both.messages.at(-1).content).toBe('From the option');
    const piped = await galley(
      { cwd: repository.folder, standardInput: 'message: From a pipe\n' },
      ...['render', 'support/reply', '--inputs', '-'],
    );
    expect(piped.stdout).toContain('From a pipe');
  });

  it('fills the placeholder from --messages', async () => {
    const run = await here(
      ...['render', 'support/reply', '--input', 'message=And now?', '--format', 'json'],
      ...['--messages', 'history=talk.yaml'],
    );
    const roles = JSON.parse(run.stdout).messages.map(({ role }: { role: string }) => role);
    expect(roles).toEqual(['system', 'user', 'assistant', 'user']);
  });

  it('renders a prompt as a revision has it', async () => {
    const then = await here('render', 'support/reply', '--input', 'message=x', '--at', 'main');
    expect(then.stdout).toContain('Answer politely.');
    const gone = await here('render', 'support/reply', '--input', 'message=x', '--at', 'no-such');
    expect(gone.exitCode).toBe(2);
    expect(gone.stderr).toContain('no-such');
  });

  it('prints a chat-completions body with the resolved model and parameters', async () => {
    const { stdout } = await here(
      'render',
      'support/reply+short',
      '--input',
      'message=x',
      '--format',
      'openai',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      model: 'default-chat',
      temperature: 0.2,
      max_tokens: 50,
      messages: [{ role: 'user' }],
    });
  });

  it('refuses undeclared and missing inputs with the names it knows, and sends nothing', async () => {
    const run = await here('render', 'support/reply', '--input', 'mesage=x');
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/`message` \(string\) is missing/);
    expect(run.stderr).toMatch(/did you mean `message`/);
  });

  it('takes hostile names as data', async () => {
    const run = await here(
      'render',
      'support/reply',
      '--input',
      'message=x',
      '--input',
      '__proto__=y',
    );
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('__proto__');
    expect((await here('render', 'constructor')).exitCode).toBe(2);
  });
});

describe('the command line', () => {
  it('shows examples in the help of every command', async () => {
    const { stdout } = await here('--help');
    const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? '');
    const commands = names.filter((name) => !['help', 'galley'].includes(name));
    expect(commands).toEqual(
      expect.arrayContaining([
        'init',
        'new',
        'validate',
        'list',
        'show',
        'render',
        'run',
        'eval',
        'diff',
        'proof',
      ]),
    );
    for (const name of new Set(commands)) {
      const help = await here(name, '--help');
      expect(help.exitCode).toBe(0);
      expect(help.stdout.match(/^ {2}galley /gm)?.length ?? 0).toBeGreaterThanOrEqual(
        name === 'init' ? 2 : 3,
      );
    }
  });

  it('exits 2 with usage for an unknown command, option or format', async () => {
    expect((await here('vaildate')).exitCode).toBe(2);
    expect((await here('validate', '--frobnicate')).exitCode).toBe(2);
    const run = await here('list', '--format', 'yaml');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('text, json');
  });

  it('colours only on a terminal, and not under NO_COLOR or --no-color', async () => {
    const seen = { cwd: repository.folder, isTerminal: true };
    const startOfColour = String.fromCharCode(27);
    expect((await galley(seen, 'list')).stdout).toContain(startOfColour);
    expect((await galley(seen, 'list', '--no-color')).stdout).not.toContain(startOfColour);
    const environment = { PATH: process.env.PATH, NO_COLOR: '1' };
    expect((await galley({ ...seen, environment }, 'list')).stdout).not.toContain(startOfColour);
    expect((await here('list')).stdout).not.toContain(startOfColour);
  });
});
