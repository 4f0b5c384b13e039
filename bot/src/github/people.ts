import { type Role, roles } from '@galley/engine/publish';
import { GitHubBusyError } from './github-busy-error.ts';
import { statusOf } from './read-pause.ts';
import type { RepositoryAccess } from './repository-access.ts';

/**
 * What somebody may do in a repository at this moment, by themselves, their teams or their ownership.
 * A role that an organisation invented counts as the strongest of GitHub's own that it includes;
 * somebody GitHub does not know, and a bot, have none.
 */
export async function roleOf(access: RepositoryAccess, login: string): Promise<Role> {
  if (login === '') return 'none';
  const { octokit, owner, name: repo } = access;
  const answer = await octokit.rest.repos
    .getCollaboratorPermissionLevel({ owner, repo, username: login })
    .catch(unlessUnknown);
  if (answer === undefined) return 'none';
  const { role_name: named, permission, user } = answer.data;
  const { admin, maintain, push, triage, pull } = user?.permissions ?? {};
  const included: readonly (readonly [Role, boolean | undefined])[] = [
    ['admin', admin],
    ['maintain', maintain],
    ['write', push],
    ['triage', triage],
    ['read', pull],
  ];
  return (
    roles.find((role) => role === named) ??
    included.find(([, has]) => has === true)?.[0] ??
    roles.find((role) => role === permission) ??
    'none'
  );
}

/**
 * Those of the teams (`@acme/prompt-owners`) that hold somebody, in lower case. Only teams of the
 * repository's own organisation count, and none where the App may not see its members.
 */
export async function teamsOf(
  access: RepositoryAccess,
  login: string,
  teams: readonly string[],
): Promise<readonly string[]> {
  const lower = [...new Set(teams.map((team) => team.toLowerCase()))];
  const held = await Promise.all(lower.map((team) => isMember(access, login, team)));
  return lower.filter((_, index) => held[index]);
}

async function isMember(access: RepositoryAccess, login: string, team: string): Promise<boolean> {
  const [, org = '', slug = ''] = /^@([^/]+)\/([^/]+)$/.exec(team) ?? [];
  if (login === '' || org !== access.owner.toLowerCase()) return false;
  const answer = await access.octokit.rest.teams
    .getMembershipForUserInOrg({ org, team_slug: slug, username: login })
    .catch(unlessHidden);
  return answer?.data.state === 'active';
}

function unlessUnknown(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error;
}

/** Who is in a team may be hidden from us, which limits never are the reason of. */
function unlessHidden(error: unknown): undefined {
  const status = statusOf(error);
  if (error instanceof GitHubBusyError || (status !== 403 && status !== 404)) throw error;
}
