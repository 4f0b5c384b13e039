import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/action.md'), 'utf8');
const action = parse(readFileSync(join(repositoryRoot, 'action/action.yml'), 'utf8'));
const poster = parse(readFileSync(join(repositoryRoot, 'action/poster/action.yml'), 'utf8'));
const readInputs = readFileSync(join(repositoryRoot, 'action/src/runner/read-inputs.ts'), 'utf8');

interface Described {
  readonly description: string;
  readonly default?: string;
}
const entries = (of: Readonly<Record<string, Described>>) => Object.entries(of);

/** The lines of the table between two marks. */
function table(name: string): string[] {
  const [, text = ''] =
    new RegExp(`<!-- ${name} -->\\n(.*?)<!-- /${name} -->`, 's').exec(page) ?? [];
  return text.split('\n').filter((line) => line !== '');
}

describe('the page of the Action', () => {
  it('lists the inputs of action.yml', () => {
    const rows = entries(action.inputs).map(
      ([name, { description, default: value = '' }]) =>
        `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${description} |`,
    );
    expect(table('inputs')).toEqual(rows);
  });

  it('lists its outputs', () => {
    const rows = entries(action.outputs).map(
      ([name, { description }]) => `| \`${name}\` | ${description} |`,
    );
    expect(table('outputs')).toEqual(rows);
  });
});

describe('action.yml', () => {
  it('declares every input that is read, and no other', () => {
    const read = [...readInputs.matchAll(/(?<![\w.])input\('([\w-]+)'\)/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it('runs one file on Node 24', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/main.js' });
    expect(poster.runs).toEqual({ using: 'node24', main: '../dist/poster.js' });
    for (const entry of ['main', 'poster']) {
      expect(existsSync(join(repositoryRoot, 'action/src', `${entry}.ts`))).toBe(true);
    }
  });
});
