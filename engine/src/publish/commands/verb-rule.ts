import type { Role } from '../../library/permission-policy.ts';

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
