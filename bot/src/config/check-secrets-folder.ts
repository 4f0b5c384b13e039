import { accessSync, constants, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** One thing about the secrets that the operator should look at. Never holds a value. */
export interface SecretsWarning {
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

const mayOthersRead = 0o004;
const mayOthersWrite = 0o022;
/** As Kubernetes mounts a folder of secrets, which nobody can write for all that. */
const stickyFolder = 0o41000;

/**
 * What is wrong with the secrets' folder: what cannot be read, and what too many may read or write.
 * @param folder `secretsFolder` of the configuration
 */
export function checkSecretsFolder(folder: string): readonly SecretsWarning[] {
  const accounts = list(folder);
  if (accounts === undefined) return [unreadable(folder)];
  return accounts.flatMap((account) => {
    const path = join(folder, account);
    const stat = look(path);
    if (stat?.isDirectory() !== true) {
      const hint =
        'Put each secret into a folder that is called as the account: acme/OPENAI_API_KEY.';
      return [{ path, message: 'expected a folder of an account', hint }];
    }
    const files = list(path);
    if (files === undefined) return [unreadable(path)];
    return [...modeFaults(path, stat), ...files.flatMap((file) => fileFaults(join(path, file)))];
  });
}

/** Accounts that have a folder there, as it is written. */
export function accountsWithSecrets(folder: string): readonly string[] {
  return (list(folder) ?? []).filter((name) => look(join(folder, name))?.isDirectory());
}

function fileFaults(path: string): SecretsWarning[] {
  const stat = look(path);
  if (stat === undefined) return [unreadable(path)];
  if (stat.isDirectory()) return [];
  return modeFaults(path, stat);
}

function modeFaults(path: string, { mode }: Stats): SecretsWarning[] {
  const hint = `Let only the user of the bot read it: chmod go-rwx ${path}; in Kubernetes, defaultMode 0440 and an fsGroup.`;
  const isSharedMount = (mode & stickyFolder) === stickyFolder;
  if ((mode & mayOthersWrite) !== 0 && !isSharedMount) {
    return [{ path, message: 'others than its owner may write it', hint }];
  }
  // A folder's mode says little while its files are closed; a file's is what counts.
  if ((mode & mayOthersRead) !== 0 && (mode & 0o111) === 0) {
    return [{ path, message: 'every user of this machine may read it', hint }];
  }
  return [];
}

function unreadable(path: string): SecretsWarning {
  const hint = 'Let the user of the bot read the folder and everything in it.';
  return { path, message: 'cannot be read', hint };
}

/** Without what begins with a dot: Kubernetes keeps its links' targets there. */
function list(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return undefined;
  }
}

/** Of what a link points at; `undefined` where it cannot be read. */
function look(path: string): Stats | undefined {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path);
  } catch {
    return undefined;
  }
}
