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
