import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const debianFolder = '/usr/lib/postgresql';
const installCommands = [
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'postgresql'],
] as const;

/**
 * Folder of PostgreSQL's programs for the tests: `GALLEY_POSTGRESQL`, or Debian's newest; else Debian's is
 * installed by apt-get, as root only. `undefined` when there is none: then `say` was told how to get one.
 */
export function ensurePostgresql(say: (text: string) => void = console.error): string | undefined {
  const found = findPostgresql();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say(
      'POSTGRESQL TESTS SKIPPED: there is no PostgreSQL. Install it (sudo apt-get install -y postgresql) or name the folder of its programs in GALLEY_POSTGRESQL.',
    );
    return undefined;
  }
  for (const [command, ...args] of installCommands) {
    const { status, stderr } = spawnSync(command, args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status === 0) continue;
    say(`POSTGRESQL TESTS SKIPPED: ${command} ${args[0]} failed: ${stderr?.trim().slice(-300)}`);
    return undefined;
  }
  return findPostgresql();
}

function findPostgresql(): string | undefined {
  const named = process.env.GALLEY_POSTGRESQL;
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, 'bin'));
  return [...(named ? [named] : []), ...debian].find((folder) =>
    existsSync(join(folder, 'initdb')),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = ensurePostgresql();
  if (folder === undefined) process.exitCode = 1;
  else console.log(folder);
}
