import type { Account, Repository, Role, Team } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { makeAccount } from './make-account.ts';
import { type AppOptions, type FakeApp, makeApp } from './make-app.ts';

/** Accounts, teams, permissions and Apps. */
export interface People {
  user(login: string): Account;
  organization(login: string, options?: { readonly members?: readonly string[] }): Account;
  /** A team of an organisation, with a role in some repositories. */
  team(
    organization: string,
    slug: string,
    options?: {
      readonly members?: readonly string[];
      readonly role?: Role;
      readonly repositories?: readonly Repository[];
    },
  ): Team;
  setPermission(repository: Repository, login: string, role: Role): void;
  app(options: AppOptions): FakeApp;
  /** A personal token. */
  userToken(login: string): string;
}

/** Binds the actions to a world. */
export function makePeople(world: World): People {
  return {
    user: (login) => makeAccount(world, login),
    organization(login, { members = [] } = {}) {
      const organization = makeAccount(world, login, 'Organization');
      for (const member of members) organization.members.add(makeAccount(world, member).login);
      return organization;
    },
    team(organization, slug, { members = [], repositories = [], role = 'read' } = {}) {
      const team: Team = {
        id: world.nextId(),
        organization: makeAccount(world, organization, 'Organization'),
        name: slug,
        slug,
        members: new Map(members.map((login) => [makeAccount(world, login).login, 'member'])),
        createdAt: world.now(),
      };
      world.teams.push(team);
      for (const repository of repositories) repository.teamRoles.set(team, role);
      return team;
    },
    setPermission(repository, login, role) {
      repository.collaborators.set(makeAccount(world, login).login, role);
    },
    app: (options) => makeApp(world, options),
    userToken(login) {
      const token = `ghp_${world.randomText()}`;
      world.tokens.set(token, { kind: 'user', account: makeAccount(world, login) });
      return token;
    },
  };
}
