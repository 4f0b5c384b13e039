import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTemporaryRepository } from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { openContractValidator } from './support/json-contracts.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-start-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = (...commandLine: string[]) => galley(folder, ...commandLine);
const read = (path: string) => readFileSync(join(folder, ...path.split('/')), 'utf8');

describe('galley init', () => {
  it('writes a project that validates strictly and evaluates without a key', async () => {
    const run = await here('init');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('wrote galley.yaml');
    expect((await here('validate', '--strict')).exitCode).toBe(0);
    const evaluated = await here('eval');
    expect(evaluated.exitCode).toBe(0);
    expect(evaluated.stdout).toContain('3/3 cases passed');
  });

  it('prints three commands that work as they are', async () => {
    const { stdout } = await here('init');
    const commands = stdout.split('Next:\n')[1]?.match(/^ {2}galley .*$/gm) ?? [];
    expect(commands).toHaveLength(3);
    const words = (commands[1] ?? '').trim().match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
    const run = await here(...words.slice(1).map((word) => word.replaceAll('"', '')));
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('Where is my parcel?');
  });

  it('reacts to an edit of the prompt, so that there is something to see', async () => {
    await here('init');
    const file = join(folder, 'prompts', 'support', 'reply.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('promise nothing that', 'say what'));
    const run = await here('eval');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('no promises');
  });

  it('overwrites nothing, and names what it kept and what .gitignore lacks', async () => {
    writeFileSync(
      join(folder, 'galley.yaml'),
      'apiVersion: galley/v1\nkind: Project\nname: Mine\n',
    );
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n.env\n');
    const run = await here('init');
    expect(run.stdout).toContain('kept  galley.yaml');
    expect(run.stdout).toMatch(/^add to \.gitignore: \.galley\/$/m);
    expect(read('galley.yaml')).toContain('Mine');
    expect(read('.gitignore')).toBe('node_modules\n.env\n');
    const again = await here('init');
    expect(again.stdout).not.toContain('wrote');
  });

  it('gives editors a schema that knows valid and invalid documents, without the network', async () => {
    await here('init');
    const settings = JSON.parse(read('.vscode/settings.json'));
    expect(Object.keys(settings['yaml.schemas'])).toEqual(['./.vscode/galley.schema.json']);
    const schema = JSON.parse(read('.vscode/galley.schema.json'));
    expect(JSON.stringify(schema)).not.toMatch(/"\$ref":"[^#]/);
    const validate = openContractValidator(schema);
    const part = { apiVersion: 'galley/v1', kind: 'Part', content: 'Be kind.' };
    expect(validate(part)).toEqual([]);
    expect(validate({ ...part, contnt: 'Be kind.' })).not.toEqual([]);
  });

  it('puts the workflow where GitHub reads it, also for a project in a folder', async () => {
    const repository = createTemporaryRepository();
    mkdirSync(join(repository.folder, 'desk'));
    const run = await galley(repository.folder, 'init', '-C', 'desk');
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('wrote ../.github/workflows/galley.yml');
    expect(readdirSync(join(repository.folder, '.github', 'workflows'))).toEqual(['galley.yml']);
    expect(readdirSync(join(repository.folder, 'desk'))).not.toContain('.github');
    repository.remove();
  });
});

describe('galley new', () => {
  it('writes documents of every kind that validate strictly and evaluate', async () => {
    await here('init');
    for (const [kind, id] of [
      ['prompt', 'shop/greeting'],
      ['part', 'tone/plain'],
      ['dataset', 'letters'],
      ['suite', 'greetings'],
    ] as const) {
      const run = await here('new', kind, id, '--description', `The "first" ${kind}: yes`);
      const target = kind === 'suite' ? ', for prompt shop/greeting' : '';
      expect(run).toMatchObject({ exitCode: 0, stdout: `wrote ${kind}s/${id}.yaml${target}\n` });
    }
    expect(await here('validate', '--strict')).toMatchObject({ exitCode: 0, stdout: '' });
    expect((await here('eval', 'greetings', 'shop/greeting')).exitCode).toBe(0);
  });

  it('fills the case of a suite with inputs that its target takes', async () => {
    await here('init');
    writeFileSync(
      join(folder, 'prompts', 'order.yaml'),
      `apiVersion: galley/v1
kind: Prompt
inputs:
  order: {type: object}
  kind: {type: string, enum: [late, broken]}
  weight: {type: number, min: 5}
  lines: {type: array<object>}
content: "{{ order.id }} {{ kind }} {{ weight }} {{ lines | length }}"
model: {ref: default-chat}
`,
    );
    await here('new', 'suite', 'orders', '--target', 'order');
    const run = await here('validate', '--strict');
    expect(run.stdout).toBe('');
  });

  it('refuses an id that is taken or is none, and a target that is not there', async () => {
    await here('init');
    const taken = await here('new', 'prompt', 'support/reply');
    expect(taken.exitCode).toBe(2);
    expect(taken.stderr).toContain('never overwritten');
    expect((await here('new', 'suite', 'support/reply')).exitCode).toBe(2);
    for (const id of ['../outside', 'Upper', '/absolute', 'a//b']) {
      expect((await here('new', 'prompt', id)).exitCode).toBe(2);
    }
    const missing = await here('new', 'suite', 's', '--target', 'support/repli');
    expect(missing.stderr).toContain('Did you mean support/reply?');
  });
});
