import type { TierLimits, TierName } from '@galley/engine/ledger';
import type { TenantEntry } from './read-tenant-entry.ts';
import type { TenantPolicy, Tenants } from './tenants.ts';

/** One account of tenants.yaml; names in small letters. */
export interface WrittenAccount {
  /** GitHub's number of the account; the entry is nobody else's. */
  readonly id?: number | undefined;
  readonly entry: TenantEntry;
  readonly repositories: ReadonlyMap<string, TenantEntry>;
}

/** tenants.yaml as it is written. */
export interface WrittenTenants {
  readonly isEnabled: boolean;
  /** Accounts that are served, in small letters; undefined: all. */
  readonly allow?: ReadonlySet<string> | undefined;
  readonly tiers: Readonly<Record<TierName, TierLimits>>;
  readonly defaults: TenantEntry;
  readonly accounts: ReadonlyMap<string, WrittenAccount>;
}

/** Tenants by what is written of them: a repository's own entry, over its account's, over the defaults. */
export function writtenTenants(written: WrittenTenants): Tenants {
  return {
    policyOf(owner, name, accountId) {
      const account = written.accounts.get(owner.toLowerCase());
      const own = account?.repositories.get(name.toLowerCase());
      const entries = [own, account?.entry, written.defaults].filter(
        (entry) => entry !== undefined,
      );
      const isOther =
        account?.id !== undefined && accountId !== undefined && account.id !== accountId;
      const isAllowed = written.allow?.has(owner.toLowerCase()) ?? true;
      const isOn = written.isEnabled && entries.every(({ enabled }) => enabled !== false);
      return policyFrom(entries, {
        tiers: written.tiers,
        offBecause: isOther
          ? 'other-account'
          : isAllowed
            ? isOn
              ? undefined
              : 'switched-off'
            : 'not-allowed',
      });
    },
  };
}

/** Everybody is served and nothing is capped: what holds without tenants.yaml. */
export const everybody: Tenants = {
  policyOf: () => ({
    isEnabled: true,
    mode: 'enforce',
    gateWithoutProject: false,
    writesLedger: true,
  }),
};

function policyFrom(
  entries: readonly TenantEntry[],
  {
    tiers,
    offBecause,
  }: {
    readonly tiers: WrittenTenants['tiers'];
    readonly offBecause: TenantPolicy['offBecause'];
  },
): TenantPolicy {
  const nearest = <Key extends keyof TenantEntry>(key: Key) =>
    entries.find((entry) => entry[key] !== undefined)?.[key];
  const tier = tierOf(entries, tiers);
  const permissions = Object.assign({}, ...entries.toReversed().map((entry) => entry.permissions));
  const allowedHosts = nearest('allowedHosts');
  const historyRepository = nearest('historyRepository');
  const defaults = nearest('extends');
  return {
    isEnabled: offBecause === undefined,
    ...(offBecause && { offBecause }),
    ...(tier && { tier }),
    ...(allowedHosts && { allowedHosts }),
    mode: nearest('mode') ?? 'enforce',
    gateWithoutProject: nearest('gateWithoutProject') ?? false,
    writesLedger: nearest('writesLedger') ?? true,
    ...(historyRepository && { historyRepository }),
    ...(Object.keys(permissions).length > 0 && { permissions }),
    ...(defaults && { extends: defaults }),
  };
}

/** The nearest tier, with the nearest word on each single cap over it. */
function tierOf(
  entries: readonly TenantEntry[],
  tiers: WrittenTenants['tiers'],
): TenantPolicy['tier'] {
  const name = entries.find(({ tier }) => tier !== undefined)?.tier ?? 'none';
  const own: TierLimits = Object.assign({}, ...entries.toReversed().map(({ limits }) => limits));
  if (name !== 'none') return { name, limits: { ...tiers[name], ...own } };
  return Object.keys(own).length === 0 ? undefined : { name: 'own', limits: own };
}
