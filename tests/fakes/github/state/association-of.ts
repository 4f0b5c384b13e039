import type { Account, Repository } from './model.ts';
import { isAtLeast, roleOf } from './role-of.ts';

/** How somebody belongs to a repository; only a hint, as on GitHub. */
export function associationOf(repository: Repository, account: Account): string {
  if (repository.owner === account) return 'OWNER';
  if (repository.owner.members.has(account.login)) return 'MEMBER';
  const role = repository.collaborators.get(account.login) ?? 'none';
  return isAtLeast(role, 'read') && roleOf(repository, account) === role ? 'COLLABORATOR' : 'NONE';
}
