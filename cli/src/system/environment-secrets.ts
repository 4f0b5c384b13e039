import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { GalleyError } from '@galley/engine/errors';
import { boundSecrets } from '@galley/engine/models';
import type { Secrets } from '@galley/engine/ports';
import type { Door } from '../door.ts';

type SecretDoor = Pick<Door, 'environment' | 'homeFolder' | 'platform'>;

const hostsVariable = 'GALLEY_SECRET_HOSTS';

/**
 * Secrets of the person at the keyboard: values from the environment, else from `.env` of the project
 * folder; the hosts they are bound to from `GALLEY_SECRET_HOSTS` and from `secret-hosts` in the
 * user's own configuration. What lies in a repository can give a value and never a host.
 * @param projectFolder absolute path
 * @throws GalleyError `usage` for a binding that is not `NAME=host`
 */
export function environmentSecrets(door: SecretDoor, projectFolder: string): Secrets {
  const fileValues = new Map(
    Object.entries(parseEnv(readText(join(projectFolder, '.env')) ?? '') as Record<string, string>),
  );
  const file = join(configurationFolder(door), 'secret-hosts');
  const lines = (readText(file) ?? '').split(/\r?\n/);
  return boundSecrets({
    valueOf: (name) => ownVariable(door.environment, name) || fileValues.get(name),
    bindings: [
      { place: hostsVariable, entries: (door.environment[hostsVariable] ?? '').split(',') },
      { place: file, entries: lines.map((line) => line.replace(/#.*/, '')) },
    ],
    alsoMasked: [...fileValues]
      .filter(([name]) => /key|token|secret|password|credential/i.test(name))
      .map(([, value]) => value),
    advice: `Set it in the environment, or as a line NAME=value in .env of the project folder (keep .env out of Git).`,
  });
}

/** Folder of the user's own configuration of Galley. */
export function configurationFolder(door: SecretDoor): string {
  if (door.platform === 'win32') {
    return join(door.environment.APPDATA || join(door.homeFolder, 'AppData', 'Roaming'), 'galley');
  }
  return join(door.environment.XDG_CONFIG_HOME || join(door.homeFolder, '.config'), 'galley');
}

function ownVariable(environment: Door['environment'], name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new GalleyError('file-unreadable', `${file} cannot be read (${code ?? 'unknown'})`, {
      cause,
    });
  }
}
