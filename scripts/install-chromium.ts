import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const installCommands = [
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
] as const;

/**
 * Path of the browser for the browser tests: `GALLEY_CHROMIUM`, or one that is installed; else Debian's
 * is installed by apt-get, as root only. `undefined` when there is none: then `say` was told how to
 * get one.
 */
export function ensureChromium(say: (text: string) => void = console.error): string | undefined {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    say(
      'BROWSER TESTS SKIPPED: there is no Chromium. Install one (sudo apt-get install -y chromium) or name one in GALLEY_CHROMIUM.',
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
    say(`BROWSER TESTS SKIPPED: ${command} ${args[0]} failed: ${stderr?.trim().slice(-300)}`);
    return undefined;
  }
  return findChromium();
}

function findChromium(): string | undefined {
  const named = process.env.GALLEY_CHROMIUM;
  return [...(named ? [named] : []), ...places].find((path) => existsSync(path));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = ensureChromium();
  if (path === undefined) process.exitCode = 1;
  else console.log(path);
}
