import type { Actor, PermissionPolicy } from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import type { PullRequestNow } from './pull-request-now.ts';

/** Who somebody is at this moment: role, and those teams that the permissions speak of. */
export async function actorOf(
  { github }: Pick<BotParts, 'github'>,
  login: string,
  {
    access,
    now,
    permissions,
    requestedBy,
  }: {
    readonly access: RepositoryAccess;
    readonly now: Pick<PullRequestNow, 'author'>;
    readonly permissions: readonly PermissionPolicy[];
    readonly requestedBy?: string | undefined;
  },
): Promise<Actor> {
  const isAuthor = isSame(login, now.author.login);
  const role = isAuthor ? now.author.role : await github.people.roleOf(access, login);
  const needed = permissions.flatMap(({ evaluate, optimize, accept }) => [
    evaluate,
    optimize,
    accept,
  ]);
  const teams = [...new Set(needed.filter((need) => need.startsWith('@')))];
  return {
    role,
    teams: teams.length === 0 ? [] : await github.people.teamsOf(access, login, teams),
    isAuthor,
    isRequester: requestedBy !== undefined && isSame(login, requestedBy),
  };
}

/** Logins differ in more than letter case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
