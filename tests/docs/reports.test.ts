import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluationFormats, proofFormats } from '@galley/engine/report';
import { describe, expect, it } from 'vitest';
import { galley } from '../cli/support/fake-door.ts';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/reports.md'), 'utf8');
const rowsOf = (heading: string) => {
  const [, text = ''] = page.split(`\n${heading}\n`);
  const [table = ''] = text.split(/\n##+ /);
  return [...table.matchAll(/^\| `(\w+)` \|.* `(galley [^`]+)` \|$/gm)];
};

describe.each([
  ['eval', evaluationFormats],
  ['proof', proofFormats],
] as const)('the page about reports, %s', (command, formats) => {
  const rows = rowsOf(`## Of \`galley ${command}\``);

  it('lists every format in its order, with one command that asks for it', () => {
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(formats));
    for (const [, name = '', line = ''] of rows) {
      const asked = / --(?:format|report)[ =](\w+)/.exec(line)?.[1] ?? 'text';
      expect(asked).toBe(name);
      expect(line.startsWith(`galley ${command}`)).toBe(true);
    }
  });

  it('is what the help offers', async () => {
    const { stdout } = await galley(repositoryRoot, command, '--help');
    for (const name of Object.keys(formats)) expect(stdout).toContain(`"${name}"`);
    expect(stdout).toContain('--report <format=file>');
  });
});
