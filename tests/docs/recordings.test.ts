import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandEntries } from '../../cli/src/commands/registry.ts';
import { galley } from '../cli/support/fake-door.ts';
import { repositoryRoot } from '../support/source-files.ts';
import { createTemporaryRepository } from '../support/temporary-repository.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/recordings.md'), 'utf8');

it('the page about recordings gives every command that calls models its default mode', async () => {
  const rows = [...page.matchAll(/^\| `(replay|auto|record|live)` \|.*\| (.*) \|$/gm)];
  const told = new Map(
    rows.flatMap(([, mode = '', commands = '']) =>
      [...commands.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, mode] as const),
    ),
  );
  const real = new Map<string, string>();
  for (const { name } of commandEntries) {
    const { stdout } = await galley(repositoryRoot, name, '--help');
    const help = stdout.replaceAll(/\s+/g, ' ');
    const [, mode] = /--mode <mode>.*?default: "(\w+)"/.exec(help) ?? [];
    if (mode !== undefined) real.set(name, mode);
  }
  expect(told).toEqual(real);
});

it('the page about recordings shows keys that galley.yaml takes', async () => {
  const [, signing = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const repository = createTemporaryRepository();
  try {
    repository.write('galley.yaml', `apiVersion: galley/v1\nkind: Project\n${signing}`);
    const { exitCode, stderr } = await galley(repository.folder, 'validate');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  } finally {
    repository.remove();
  }
});
