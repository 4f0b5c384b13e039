import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlugs } from '@galley/engine/evaluate';
import { providerTypes } from '@galley/engine/models';
import { schemas } from '@galley/schema';
import { describe, expect, it } from 'vitest';
import { commandEntries } from '../cli/src/commands/registry.ts';
import { galley } from './cli/support/fake-door.ts';
import { repositoryRoot, sourceFiles } from './support/source-files.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const testsBelow = (folder: string) =>
  sourceFiles([folder])
    .filter((file) => file.isTest)
    .map((file) => file.text)
    .join('\n');

describe('every check of the registry', () => {
  const properties = schemas.check.properties as unknown as Record<
    string,
    { description?: string }
  >;
  const tests = testsBelow('engine/src/evaluate');

  it.each(Object.keys(checkPlugs))('%s has a file, a documented key and a test', (key) => {
    const file = `engine/src/evaluate/checks/${key.replaceAll('_', '-')}.ts`;
    expect(existsSync(join(repositoryRoot, file))).toBe(true);
    expect(properties[key]?.description).toBeTruthy();
    expect(tests).toContain(key);
  });

  it('is all that the schema offers', () => {
    const modifiers = ['name', 'of', 'not', 'weight', 'hard', 'min', 'model', 'same_model'];
    const offered = Object.keys(properties).filter((key) => !modifiers.includes(key));
    expect(offered.sort()).toEqual(Object.keys(checkPlugs).sort());
  });
});

describe('every provider of the registry', () => {
  const schema = JSON.stringify(schemas.provider);

  it.each(Object.keys(providerTypes))('%s is documented in the schema', (type) => {
    expect(schema).toContain(`"${type}"`);
  });
});

describe('every command of the registry', () => {
  const readme = read('README.md');

  it.each(commandEntries)(
    '$name has a file, examples in its help and a place in the README',
    async ({ name }) => {
      expect(existsSync(join(repositoryRoot, 'cli', 'src', 'commands', `${name}.ts`))).toBe(true);
      const help = await galley(repositoryRoot, name, '--help');
      expect(help.exitCode).toBe(0);
      expect(help.stdout).toContain('Examples:');
      expect(readme).toMatch(new RegExp(`\`${name}[ \`]`));
    },
  );
});
