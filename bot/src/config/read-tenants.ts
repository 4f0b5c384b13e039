import { compareProblems, type Problem } from '@galley/engine/errors';
import { readYaml } from '@galley/engine/library';
import { readTiersOf } from './read-caps.ts';
import { readTenantEntry, type TenantEntry, tenantKeys } from './read-tenant-entry.ts';
import type { Tenants } from './tenants.ts';
import { type WrittenAccount, writtenTenants } from './written-tenants.ts';
import {
  entriesOf,
  fault,
  knownEntries,
  type Placed,
  readBoolean,
  readInteger,
  readTexts,
} from './yaml-shape.ts';

/** GitHub's logins: letters, digits, dashes; underscores for managed users. */
const login = { pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, expected: 'a login such as acme' };
const repositoryName = { pattern: /^[A-Za-z0-9._-]{1,100}$/, expected: 'a name such as prompts' };

/** tenants.yaml, or everything that is wrong with it, sorted by place. */
export type ReadTenants =
  | { readonly tenants: Tenants; readonly problems?: undefined }
  | { readonly tenants?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads `tenants.yaml`. An empty file is refused: it would lift every cap.
 * @param file what it is called in problems
 */
export function readTenants(file: string, bytes: Uint8Array): ReadTenants {
  const yaml = readYaml(file, bytes);
  const problems = [...yaml.problems];
  if (yaml.value !== undefined) {
    const root: Placed = { file: yaml, path: [], value: yaml.value, problems };
    const entries = knownEntries(root, ['enabled', 'allow', 'tiers', 'defaults', 'accounts']);
    const allow = readTexts(entries.get('allow'), login);
    const tenants = writtenTenants({
      isEnabled: readBoolean(entries.get('enabled')) ?? true,
      allow: allow && new Set(allow.map((name) => name.toLowerCase())),
      tiers: readTiersOf(entries.get('tiers')),
      defaults: readDefaults(entries.get('defaults')),
      accounts: readNamed(entries.get('accounts'), login, readAccount),
    });
    if (problems.length === 0) return { tenants };
  }
  return { problems: problems.toSorted(compareProblems) };
}

function readDefaults(at: Placed | undefined): TenantEntry {
  return readTenantEntry(at === undefined ? new Map() : knownEntries(at, tenantKeys));
}

function readAccount(at: Placed): WrittenAccount {
  const entries = knownEntries(at, [...tenantKeys, 'id', 'repositories']);
  return {
    id: readInteger(entries.get('id'), 1),
    entry: readTenantEntry(entries),
    repositories: readNamed(entries.get('repositories'), repositoryName, readDefaults),
  };
}

/** A map by names whose letter case does not matter; the same name twice is a fault. */
function readNamed<Value>(
  at: Placed | undefined,
  rule: { readonly pattern: RegExp; readonly expected: string },
  read: (at: Placed) => Value,
): ReadonlyMap<string, Value> {
  const named = new Map<string, Value>();
  for (const [name, entry] of at === undefined ? [] : entriesOf(at)) {
    const shown = JSON.stringify(name.slice(0, 60));
    if (!rule.pattern.test(name)) {
      fault(entry, 'wrong-value', `expected ${rule.expected}, got ${shown}`, { atKey: true });
    } else if (named.has(name.toLowerCase())) {
      fault(entry, 'yaml-duplicate-key', `${shown} stands here twice`, {
        atKey: true,
        hint: 'letter case does not matter',
      });
    } else named.set(name.toLowerCase(), read(entry));
  }
  return named;
}
