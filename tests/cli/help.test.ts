import { expect, it } from 'vitest';
import { commandEntries } from '../../cli/src/commands/registry.ts';
import { repositoryRoot } from '../support/source-files.ts';
import { galley } from './support/fake-door.ts';

const widestColumn = 80;
const helpOf = async (...words: string[]) =>
  (await galley(repositoryRoot, ...words, '--help')).stdout;
const tooWide = (help: string) => help.split('\n').filter((line) => line.length > widestColumn);

it('the list of commands stands in groups and fits a narrow terminal', async () => {
  const help = await helpOf();
  expect(tooWide(help)).toEqual([]);
  const groups = help.split('\n').filter((line) => /^[A-Z].*:$/.test(line));
  expect(groups).toEqual([
    'Options:',
    'Begin:',
    'Read, without asking a model:',
    'Ask models, keep answers:',
    'Judge a change:',
    'Mind the money:',
    'Examples:',
  ]);
  for (const { name } of commandEntries)
    expect(help).toMatch(new RegExp(`^  ${name} {2,}\\S`, 'm'));
});

it.each(commandEntries)('the help of $name fits a narrow terminal', async ({ name }) => {
  expect(tooWide(await helpOf(name))).toEqual([]);
});

it('the help of a command keeps what every command takes apart from its own options', async () => {
  const help = await helpOf('eval');
  const [own = '', common = ''] = help.split('\nOutput:\n');
  expect(own).toContain('\nWhich cases:\n');
  expect(own).toContain('\nModel calls:\n');
  expect(common).toContain('--format');
  expect(common).toContain('--strict');
});

it('an option that does nothing in a command is taken and not shown', async () => {
  expect(await helpOf('budget')).not.toContain('--strict');
  const { exitCode, stderr } = await galley(repositoryRoot, 'cassette', 'keygen', '--strict');
  expect(stderr).not.toContain('unknown option');
  expect(exitCode).toBe(0);
});
