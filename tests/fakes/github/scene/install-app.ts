import { repositoriesOf } from '../state/covers.ts';
import type { Account, App, Installation, Permissions, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { fullNameOf } from '../views/addresses.ts';
import { nodeId } from '../views/node-id.ts';
import { toInstallation } from '../views/to-app.ts';
import { makeAccount } from './make-account.ts';

/** What the owners of accounts do with an App. */
export interface Installing {
  /** Installs it on an account, for all repositories unless some are named. */
  install(login: string, options?: { readonly repositories?: readonly Repository[] }): Installation;
  uninstall(installation: Installation): void;
  suspend(installation: Installation): void;
  unsuspend(installation: Installation): void;
  addRepositories(installation: Installation, repositories: readonly Repository[]): void;
  removeRepositories(installation: Installation, repositories: readonly Repository[]): void;
  /** The owner of each installation accepts other permissions. */
  changePermissions(permissions: Permissions): void;
}

/** Binds the actions to an App. */
export function installApp(world: World, app: App): Installing {
  return {
    install(login, { repositories } = {}) {
      const installation: Installation = {
        id: world.nextId(),
        app,
        account: makeAccount(world, login),
        repositories: repositories === undefined ? 'all' : new Set(repositories),
        suspendedAt: null,
        createdAt: world.now(),
      };
      world.installations.push(installation);
      tell(world, installation, 'created');
      return installation;
    },
    uninstall(installation) {
      world.installations.splice(world.installations.indexOf(installation), 1);
      for (const [token, grant] of world.tokens) {
        if (grant.kind !== 'installation' || grant.installation !== installation) continue;
        world.tokens.delete(token);
      }
      tell(world, installation, 'deleted');
    },
    suspend(installation) {
      installation.suspendedAt = world.now();
      tell(world, installation, 'suspend');
    },
    unsuspend(installation) {
      installation.suspendedAt = null;
      tell(world, installation, 'unsuspend');
    },
    addRepositories(installation, added) {
      for (const repository of added) chosenOf(world, installation).add(repository);
      tellRepositories(world, installation, { added, removed: [] });
    },
    removeRepositories(installation, removed) {
      for (const repository of removed) chosenOf(world, installation).delete(repository);
      tellRepositories(world, installation, { added: [], removed });
    },
    changePermissions(permissions) {
      app.permissions = permissions;
      for (const installation of world.installations.filter((each) => each.app === app)) {
        tell(world, installation, 'new_permissions_accepted');
      }
    },
  };
}

/** The repositories that are named one by one; until now it may have been all of them. */
function chosenOf(world: World, installation: Installation): Set<Repository> {
  if (installation.repositories === 'all') {
    installation.repositories = new Set(repositoriesOf(world, installation));
  }
  return installation.repositories;
}

function tell(
  world: World,
  installation: Installation,
  action: 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted',
): void {
  world.emit({
    name: `installation.${action}`,
    sender: senderOf(installation),
    installation,
    overlay: {
      installation: toInstallation(world, installation),
      repositories: repositoriesOf(world, installation).map(toListed),
    },
  });
}

function tellRepositories(
  world: World,
  installation: Installation,
  change: { readonly added: readonly Repository[]; readonly removed: readonly Repository[] },
): void {
  world.emit({
    name: `installation_repositories.${change.added.length > 0 ? 'added' : 'removed'}`,
    sender: senderOf(installation),
    installation,
    overlay: {
      installation: toInstallation(world, installation),
      repository_selection: 'selected',
      repositories_added: change.added.map(toListed),
      repositories_removed: change.removed.map(toListed),
      requester: null,
    },
  });
}

/** An organisation installs nothing by itself: its App's owner stands for the person who did. */
function senderOf({ account, app }: Installation): Account {
  return account.type === 'User' ? account : app.owner;
}

function toListed(repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.isPrivate,
  };
}
