import type { Role, Team } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { isAtLeast, roleOf } from '../state/role-of.ts';
import { nodeId } from '../views/node-id.ts';
import { toOrganization } from '../views/to-organization.ts';
import { toPublicUser, toUser } from '../views/to-user.ts';
import { type Call, findAccount, notFound, type OperationPlugs } from './operation.ts';

const ofRepository = {
  caller: 'token',
  permissions: [['metadata', 'read']],
  role: 'read',
} as const;
const ofMembers = { caller: 'token', permissions: [['members', 'read']] } as const;

/** The three words that GitHub's older field knows. */
const coarse: Record<Role, string> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

/** Accounts, collaborators, organisations and teams. */
export const peopleOperations: OperationPlugs = {
  'users/get-by-username': {
    caller: 'anyone',
    run: ({ parameters, world }) => ({
      status: 200,
      body: toPublicUser(world, findAccount(world, parameters.username)),
    }),
  },
  'repos/check-collaborator': {
    ...ofRepository,
    run: ({ parameters, repository, world }) => {
      const account = findAccount(world, parameters.username);
      const isOwn = repository.collaborators.has(account.login) || repository.owner === account;
      const isInTeam = [...repository.teamRoles.keys()].some((team) =>
        team.members.has(account.login),
      );
      if (!isOwn && !isInTeam) throw notFound();
      return { status: 204 };
    },
  },
  'repos/get-collaborator-permission-level': {
    ...ofRepository,
    run: ({ parameters, repository, world }) => {
      const account = findAccount(world, parameters.username);
      const role = roleOf(repository, account);
      const has = (needed: Role) => isAtLeast(role, needed);
      const permissions = {
        pull: has('read'),
        triage: has('triage'),
        push: has('write'),
        maintain: has('maintain'),
        admin: has('admin'),
      };
      const user = { ...toUser(world, account), permissions, role_name: role };
      return { status: 200, body: { permission: coarse[role], role_name: role, user } };
    },
  },
  'orgs/check-membership-for-user': {
    ...ofMembers,
    run: ({ parameters, world }) => {
      const organization = findAccount(world, parameters.org);
      if (!organization.members.has(parameters.username ?? '')) throw notFound();
      return { status: 204 };
    },
  },
  'teams/get-by-name': {
    ...ofMembers,
    run: (call) => ({ status: 200, body: toTeam(call.world, teamOf(call)) }),
  },
  'teams/list-members-in-org': {
    ...ofMembers,
    run: (call) => {
      const role = call.query.get('role') ?? 'all';
      const members = [...teamOf(call).members].filter(([, own]) => role === 'all' || own === role);
      return {
        list: members.map(([login]) => toUser(call.world, findAccount(call.world, login))),
      };
    },
  },
  'teams/get-membership-for-user-in-org': {
    ...ofMembers,
    run: (call) => {
      const team = teamOf(call);
      const { login } = findAccount(call.world, call.parameters.username);
      const role = team.members.get(login);
      if (role === undefined) throw notFound();
      const url = `${teamUrl(call.world, team)}/memberships/${login}`;
      return { status: 200, body: { url, role, state: 'active' } };
    },
  },
};

function teamOf({ parameters, world }: Call): Team {
  const organization = findAccount(world, parameters.org);
  const team = world.teams.find(
    (each) => each.organization === organization && each.slug === parameters.team_slug,
  );
  if (team === undefined) throw notFound();
  return team;
}

function teamUrl(world: World, team: Team): string {
  return `${world.origin}/orgs/${team.organization.login}/teams/${team.slug}`;
}

function toTeam(world: World, team: Team) {
  const url = teamUrl(world, team);
  const { organization } = team;
  const repositories = world.repositories.filter((each) => each.teamRoles.has(team));
  return {
    id: team.id,
    node_id: nodeId('T', team.id),
    url,
    html_url: url,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    permission: 'pull',
    type: 'organization',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
    members_count: team.members.size,
    repos_count: repositories.length,
    created_at: team.createdAt,
    updated_at: team.createdAt,
    organization: {
      ...toOrganization(world, organization),
      html_url: `${world.origin}/${organization.login}`,
      has_organization_projects: true,
      has_repository_projects: true,
      public_repos: repositories.length,
      public_gists: 0,
      followers: 0,
      following: 0,
      type: 'Organization',
      created_at: organization.createdAt,
      updated_at: organization.createdAt,
      archived_at: null,
    },
  };
}
