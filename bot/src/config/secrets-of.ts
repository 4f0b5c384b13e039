import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Secret, Secrets } from '@galley/engine/ports';
import { isAllowedHost } from './is-allowed-host.ts';

/** The secrets of one account, in the folder that the operator mounts. */
export interface TenantSecrets extends Secrets {
  /** Text of the key that signs cassette lines; no provider ever gets it. */
  signingKey(): string | undefined;
}

export interface SecretsOfOptions {
  /** Hosts of the tenant; a binding to any other counts as none. Undefined: every host. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Told of every value before it is handed out, so that logs mask it. */
  readonly onFound?: (value: string) => void;
}

const signingKeyName = 'GALLEY_SIGNING_KEY';
const mostBytes = 64 * 1024;
/** Very short values would mask half of every text. */
const shortestMasked = 6;

/**
 * Secrets below `<folder>/<account>/`: one file per secret, called as the secret, and beside it
 * `<NAME>.hosts` with the hosts it may go to, one a line (a vendor's own key needs none for the vendor's
 * own hosts). Files are read when they are asked for, each time, so that a rotated key is seen. Links are
 * followed inside the account's folder, as Kubernetes mounts them, and nowhere else.
 * @param folder undefined: there are no secrets
 * @param account login of the owner, as GitHub says it
 */
export function secretsOf(
  folder: string | undefined,
  account: string,
  { allowedHosts, onFound }: SecretsOfOptions = {},
): TenantSecrets {
  const seen = new Set<string>();
  const read = (name: string): string | undefined => {
    const value = folder === undefined ? undefined : readSecretFile(folder, account, name);
    if (value !== undefined && value.length >= shortestMasked) {
      seen.add(value);
      onFound?.(value);
    }
    return value === '' ? undefined : value;
  };
  return {
    find(name): Secret | undefined {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name === signingKeyName) return undefined;
      const value = read(name);
      if (value === undefined || folder === undefined) return undefined;
      const hosts = hostsOf(readSecretFile(folder, account, `${name}.hosts`) ?? '').filter(
        (host) => allowedHosts === undefined || isAllowedHost(`https://${host}`, allowedHosts),
      );
      return { value, hosts };
    },
    values: () => [...seen],
    advice: `The operator of this bot puts it into the folder of ${account} in the bot's secrets; it is never read from the repository.`,
    signingKey: () => read(signingKeyName),
  };
}

function hostsOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim().toLowerCase())
    .filter((line) => line !== '');
}

/** @returns undefined when there is no such file, or no folder of that account */
function readSecretFile(folder: string, account: string, name: string): string | undefined {
  // GitHub's logins hold none of `.`, `/` and `\`, so no account leaves the folder.
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(account)) return undefined;
  const root = realPath(folder);
  const own =
    root && (realPath(join(root, account)) ?? realPath(join(root, account.toLowerCase())));
  const path = own && realPath(join(own, name));
  if (root === undefined || own === undefined || path === undefined) return undefined;
  if (!own.startsWith(root + sep) || !path.startsWith(own + sep)) throw unsafe(account, name);
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > mostBytes) throw unsafe(account, name);
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    if (cause instanceof GalleyError) throw cause;
    throw unreadable(account, name, cause);
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable('', path, cause);
  }
}

function unsafe(account: string, name: string): GalleyError {
  return new GalleyError(
    'file-unreadable',
    `the secret ${name} of ${account} is no file of its own`,
    {
      hint: `Put a file of at most ${mostBytes / 1024} KiB there; a link may only point inside the account's folder.`,
    },
  );
}

function unreadable(account: string, name: string, cause: unknown): GalleyError {
  const { code } = cause as NodeJS.ErrnoException;
  const whose = account === '' ? name : `the secret ${name} of ${account}`;
  return new GalleyError('file-unreadable', `${whose} cannot be read (${code ?? 'unknown'})`, {
    hint: 'Let the user of the bot read the file and its folders.',
    cause,
  });
}
