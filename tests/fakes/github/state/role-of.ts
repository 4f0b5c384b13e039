import { type Account, type Repository, type Role, roles } from './model.ts';

/** The strongest role that an account has in a repository, by itself, its teams or its ownership. */
export function roleOf(repository: Repository, account: Account): Role {
  if (repository.owner === account) return 'admin';
  const own = repository.collaborators.get(account.login) ?? 'none';
  const ofTeams = [...repository.teamRoles]
    .filter(([team]) => team.members.has(account.login))
    .map(([, role]) => role);
  const ofEverybody: Role = repository.isPrivate ? 'none' : 'read';
  return [own, ofEverybody, ...ofTeams].reduce((best, role) =>
    isAtLeast(role, best) ? role : best,
  );
}

/** Whether a role includes another. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
