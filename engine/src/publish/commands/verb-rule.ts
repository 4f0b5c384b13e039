/** What somebody may do in a repository, as GitHub calls it, weakest first. */
export const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Somebody with at least this role, or a member of this team (`@acme/prompt-owners`) or an admin. */
export type Requirement = Role | `@${string}/${string}`;

/** `permissions:` of base's galley.yaml, defaults filled in. */
export interface PermissionPolicy {
  /** What spends money on models. */
  readonly evaluate: Requirement;
  readonly optimize: Requirement;
  /** Taking responsibility for a verdict. */
  readonly accept: Requirement;
  /** What forks get before approval; `never`: also after it nothing that costs. */
  readonly forks: 'free-checks' | 'never';
}

/** What holds where galley.yaml says nothing. */
export const defaultPermissions: PermissionPolicy = {
  evaluate: 'write',
  optimize: 'maintain',
  accept: 'maintain',
  forks: 'free-checks',
};

/** Who may use a command, and when: a row of the matrix. */
export interface VerbRule {
  /** A fixed role, or what the policy says under a key. */
  readonly needs: Role | { readonly policy: 'evaluate' | 'optimize' | 'accept' };
  /** Whoever asked for the run may, too. */
  readonly orRequester?: true;
  /** On a fork's pull request. */
  readonly fork: 'allowed' | 'after-approval' | 'never';
  /** When a newer commit came after the command was written. */
  readonly headMoved: 'goes-on' | 'refused-on-fork' | 'refused';
  /** For the author of the pull request. */
  readonly author: 'allowed' | 'refused';
  /** On a closed or merged pull request. */
  readonly closed: 'allowed' | 'refused';
}
