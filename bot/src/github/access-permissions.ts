import type { TokenPermissions } from './mint-token.ts';
import type { AccessFor } from './repository-access.ts';

/**
 * What each kind of job asks for, by GitHub's own list of permissions per call (2026-11). What is
 * optional is left out where the account has not granted it: reactions to comments need `issues`
 * (comments on pull requests do not), the members of a team `members`.
 */
export const accessPermissions: Readonly<
  Record<
    AccessFor,
    { readonly permissions: TokenPermissions; readonly optional?: TokenPermissions }
  >
> = {
  reading: {
    permissions: { contents: 'read', pull_requests: 'read', checks: 'read', metadata: 'read' },
    optional: { members: 'read' },
  },
  publishing: {
    permissions: { checks: 'write', pull_requests: 'write', metadata: 'read' },
    optional: { issues: 'write' },
  },
  ledger: { permissions: { contents: 'write', metadata: 'read' } },
  restoring: { permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' } },
};
