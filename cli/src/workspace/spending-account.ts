import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GalleyError } from '@galley/engine/errors';
import {
  defaultTiers,
  findTier,
  readTiers,
  type TierLimits,
  tierNames,
} from '@galley/engine/ledger';
import type { Door } from '../door.ts';
import { configurationFolder } from '../system/environment-secrets.ts';

type AccountDoor = Pick<Door, 'environment' | 'homeFolder' | 'platform'>;

/** On whose behalf a command spends, and what its operator allows. */
export interface SpendingAccount {
  /** Login that a workflow runs for, else the Git user's e-mail address; `null` when unknown. */
  readonly who: string | null;
  /** Number of the pull request that a workflow runs for. */
  readonly pullRequest: number | undefined;
  readonly tier: { readonly name: string; readonly limits: TierLimits } | undefined;
}

const tierVariable = 'GALLEY_TIER';
const gitTimeoutMs = 2_000;
const longestWho = 200;

/**
 * The account of the person or workflow that runs this command. The tier comes from `GALLEY_TIER` or
 * from `tier` in the user's own configuration, never from a repository.
 * @param folder where Git is asked for its user
 * @throws GalleyError `usage` for a tier that does not exist
 */
export async function spendingAccount(door: AccountDoor, folder: string): Promise<SpendingAccount> {
  const { GITHUB_ACTOR, GITHUB_REF } = door.environment;
  const who = GITHUB_ACTOR || (await gitEmail(door, folder));
  const number = /^refs\/pull\/(\d{1,9})\//.exec(GITHUB_REF ?? '')?.[1];
  return {
    who: who ? who.slice(0, longestWho) : null,
    pullRequest: number === undefined ? undefined : Number(number),
    tier: readTier(door),
  };
}

async function gitEmail(door: AccountDoor, folder: string): Promise<string | undefined> {
  try {
    const env = { ...door.environment, HOME: door.homeFolder };
    const options = { cwd: folder, env, timeout: gitTimeoutMs };
    const { stdout } = await promisify(execFile)('git', ['config', '--get', 'user.email'], options);
    return stdout.trim() || undefined;
  } catch {
    return undefined; // no Git here, or it knows no user
  }
}

function readTier(door: AccountDoor): SpendingAccount['tier'] {
  const file = join(configurationFolder(door), 'tier');
  const written = door.environment[tierVariable] || readText(file)?.trim();
  if (!written) return undefined;
  const name = findTier(written);
  if (name) return { name, limits: readLimits(door)[name] };
  const place = door.environment[tierVariable] ? tierVariable : file;
  throw new GalleyError('usage', `${place} names a tier that does not exist`, {
    hint: `The tiers are ${tierNames.join(', ')}.`,
  });
}

/** The operator's own numbers from `tiers.json` beside `tier`, else the built-in ones. */
function readLimits(door: AccountDoor): typeof defaultTiers {
  const file = join(configurationFolder(door), 'tiers.json');
  const text = readText(file);
  return text === undefined ? defaultTiers : readTiers(text, file);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // A cap that cannot be read must not silently be no cap.
    throw new GalleyError('file-unreadable', `${file} cannot be read (${code ?? 'unknown'})`, {
      cause,
    });
  }
}
