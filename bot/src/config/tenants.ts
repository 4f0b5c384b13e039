import type { TierLimits } from '@galley/engine/ledger';
import type { PermissionPolicy } from '@galley/engine/publish';

/** A repository on GitHub, by its names. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** What the operator lets one repository do; above galley.yaml, which can only tighten it. */
export interface TenantPolicy {
  /** False: the kill switch; nothing of it is looked at. */
  readonly isEnabled: boolean;
  /** Why it is switched off: `enabled: false` somewhere, not on `allow`, or another account's number. */
  readonly offBecause?: 'switched-off' | 'not-allowed' | 'other-account';
  /** The tier's name and its caps, always hard; undefined: no caps of the operator. */
  readonly tier?: { readonly name: string; readonly limits: TierLimits };
  /** Hosts that models may be called at; undefined: those that galley.yaml on base names. */
  readonly allowedHosts?: readonly string[];
  /** `observe` shows everything and blocks nothing. */
  readonly mode: 'enforce' | 'observe';
  /** Whether a repository without galley.yaml gets a gate, which passes. */
  readonly gateWithoutProject: boolean;
  /** Whether the App may write the ledger branch. */
  readonly writesLedger: boolean;
  /** Where run records go instead of the repository itself; `history.repo` of galley.yaml yields to it. */
  readonly historyRepository?: RepositoryName;
  /** Who may do what where galley.yaml says nothing, instead of the built-in defaults. */
  readonly permissions?: Partial<PermissionPolicy>;
  /** `acme/galley-defaults@<commit>`: a galley.yaml under the repository's own. */
  readonly extends?: {
    readonly owner: string;
    readonly name: string;
    readonly commit: string;
  };
}

/** tenants.yaml, read and checked; without the file everything is allowed and nothing capped. */
export interface Tenants {
  /**
   * The policy of a repository: its own entry over its account's over the defaults. Letter case of names
   * does not matter.
   * @param accountId GitHub's number of the owner, where it is known: a login can change hands
   */
  policyOf(owner: string, name: string, accountId?: number): TenantPolicy;
}
