import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNames, commandVerbs } from '@galley/engine/publish';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/commands.md'), 'utf8');

/** Who may, in the words of the page. */
function whoMay(rule: (typeof commandVerbs)[keyof typeof commandVerbs]['rule']): string {
  const needs =
    typeof rule.needs === 'string' ? rule.needs : `\`permissions.${rule.needs.policy}\``;
  const requester = 'orRequester' in rule ? ', or whoever asked for it' : '';
  return `${needs}${requester}${rule.author === 'refused' ? ', never the author' : ''}`;
}

it('the page about pull requests lists every command, what it does and who may', () => {
  const rows = page.split('\n').filter((line) => /^\| `\w+[^`]*` \|/.test(line));
  expect(rows).toEqual(
    Object.values(commandVerbs).map(
      ({ usage, summary, rule }) => `| \`${usage}\` | ${summary} | ${whoMay(rule)} |`,
    ),
  );
});

it('the page about pull requests names the checks', () => {
  for (const name of Object.values(checkNames)) expect(page).toContain(`\`${name}\``);
});
