import { type TierLimits, tierNames } from '@galley/engine/ledger';
import { type PermissionPolicy, roles } from '@galley/engine/publish';
import { readCaps } from './read-caps.ts';
import type { RepositoryName, TenantPolicy } from './tenants.ts';
import {
  knownEntries,
  type Placed,
  readBoolean,
  readChoice,
  readText,
  readTexts,
} from './yaml-shape.ts';

/** What is written for everybody, one account or one repository; what is not written is undefined. */
export interface TenantEntry {
  readonly enabled?: boolean | undefined;
  readonly tier?: (typeof tierNames)[number] | 'none' | undefined;
  readonly limits: TierLimits;
  readonly mode?: TenantPolicy['mode'] | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly gateWithoutProject?: boolean | undefined;
  readonly writesLedger?: boolean | undefined;
  readonly historyRepository?: RepositoryName | undefined;
  readonly extends?: TenantPolicy['extends'];
  readonly permissions: Partial<PermissionPolicy>;
}

/** Keys of such an entry. */
export const tenantKeys = [
  'enabled',
  'tier',
  'limits',
  'mode',
  'allowed_hosts',
  'gate_without_project',
  'writes_ledger',
  'history_repository',
  'extends',
  'permissions',
] as const;

/** Reads an entry from the keys that were found in it. */
export function readTenantEntry(entries: ReadonlyMap<string, Placed>): TenantEntry {
  return {
    enabled: readBoolean(entries.get('enabled')),
    tier: readChoice(entries.get('tier'), [...tierNames, 'none']),
    limits: readCaps(entries.get('limits')),
    mode: readChoice(entries.get('mode'), ['enforce', 'observe']),
    allowedHosts: readTexts(entries.get('allowed_hosts'), host),
    gateWithoutProject: readBoolean(entries.get('gate_without_project')),
    writesLedger: readBoolean(entries.get('writes_ledger')),
    historyRepository: repositoryOf(readText(entries.get('history_repository'), repository)),
    extends: commitOf(readText(entries.get('extends'), repositoryAtCommit)),
    permissions: readPermissions(entries.get('permissions')),
  };
}

const host = {
  pattern: /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
  expected: 'a host in small letters such as api.openai.com or *.openai.azure.com',
};
const repository = {
  pattern: /^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/,
  expected: 'a repository such as acme/galley-ledger',
};
const repositoryAtCommit = {
  pattern: /^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+@([0-9a-f]{40}|[0-9a-f]{64})$/,
  expected: 'a repository at a full commit id, such as acme/galley-defaults@<40 digits>',
};

function repositoryOf(text: string | undefined): RepositoryName | undefined {
  if (text === undefined) return undefined;
  const [owner = '', name = ''] = text.split('/');
  return { owner, name };
}

function commitOf(text: string | undefined): TenantPolicy['extends'] {
  if (text === undefined) return undefined;
  const [owner = '', name = '', commit = ''] = text.split(/[/@]/);
  return { owner, name, commit };
}

function readPermissions(at: Placed | undefined): Partial<PermissionPolicy> {
  if (at === undefined) return {};
  const entries = knownEntries(at, ['evaluate', 'optimize', 'accept', 'forks']);
  const team = {
    pattern: new RegExp(`^(${roles.join('|')}|@[A-Za-z0-9_-]+/[A-Za-z0-9._-]+)$`),
    expected: `${roles.join(', ')} or a team such as @acme/prompt-owners`,
  };
  const permissions: { -readonly [Key in keyof PermissionPolicy]?: PermissionPolicy[Key] } = {};
  for (const key of ['evaluate', 'optimize', 'accept'] as const) {
    const requirement = readText(entries.get(key), team);
    if (requirement !== undefined) permissions[key] = requirement as PermissionPolicy[typeof key];
  }
  const forks = readChoice(entries.get('forks'), ['free-checks', 'never']);
  return { ...permissions, ...(forks === undefined ? {} : { forks }) };
}
