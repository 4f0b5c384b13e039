import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { GalleyError } from '@galley/engine/errors';
import type { Secret, Secrets } from '@galley/engine/ports';
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
  const bindings = readBindings(door);
  const found = new Map<string, string>();
  const namedLikeSecrets = [...fileValues]
    .filter(([name]) => /key|token|secret|password|credential/i.test(name))
    .map(([, value]) => value);
  return {
    find(name): Secret | undefined {
      const value = ownVariable(door.environment, name) || fileValues.get(name);
      if (value === undefined || value === '') return undefined;
      found.set(name, value);
      return { value, hosts: bindings.get(name) ?? [] };
    },
    values: () => [...new Set([...found.values(), ...namedLikeSecrets])].filter(isWorthMasking),
    advice: `Set it in the environment, or as a line NAME=value in .env of the project folder (keep .env out of Git).`,
  };
}

/** Folder of the user's own configuration of Galley. */
export function configurationFolder(door: SecretDoor): string {
  if (door.platform === 'win32') {
    return join(door.environment.APPDATA || join(door.homeFolder, 'AppData', 'Roaming'), 'galley');
  }
  return join(door.environment.XDG_CONFIG_HOME || join(door.homeFolder, '.config'), 'galley');
}

function readBindings(door: SecretDoor): Map<string, string[]> {
  const bindings = new Map<string, string[]>();
  const file = join(configurationFolder(door), 'secret-hosts');
  const lines = (readText(file) ?? '').split(/\r?\n/);
  const fromFile = lines.map((line) => line.replace(/#.*/, ''));
  const fromVariable = (door.environment[hostsVariable] ?? '').split(',');
  for (const [entries, place] of [
    [fromVariable, hostsVariable],
    [fromFile, file],
  ] as const) {
    for (const entry of entries) {
      if (entry.trim() === '') continue;
      const { name, host } = parseBinding(entry.trim(), place);
      bindings.set(name, [...(bindings.get(name) ?? []), host]);
    }
  }
  return bindings;
}

function parseBinding(entry: string, place: string): { name: string; host: string } {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*([A-Za-z0-9.:[\]-]+)$/.exec(entry);
  if (match?.[1] !== undefined && match[2] !== undefined) {
    return { name: match[1], host: match[2].toLowerCase() };
  }
  // The entry is not shown: someone may have written a key where a host belongs.
  throw new GalleyError('usage', `${place} holds an entry that is not NAME=host`, {
    hint: 'Write for example OPENAI_API_KEY=gateway.example.com: no https://, no path.',
  });
}

/** Very short values would mask half of every text. */
function isWorthMasking(value: string): boolean {
  return value.length >= 6;
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
