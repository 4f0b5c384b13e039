import { join } from 'node:path';
import { createBareRepository } from '../git/create-bare-repository.ts';
import type { FileChange } from '../git/write-commit.ts';
import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { makeAccount } from './make-account.ts';
import { pushCommit } from './push-commit.ts';

/** What a repository starts with. */
export interface RepositoryOptions {
  /** What its first commit holds; default a README. */
  readonly files?: Readonly<Record<string, FileChange>>;
  /** Default false. */
  readonly isPrivate?: boolean;
  /** Default `main`. */
  readonly defaultBranch?: string;
}

/** Makes a repository, its owner when there is none, and a first commit on its default branch. */
export function makeRepository(
  world: World,
  fullName: string,
  options: RepositoryOptions = {},
): Repository {
  const repository = addRepository(world, fullName, { ...options, parent: undefined });
  pushCommit(world, repository, {
    branch: repository.defaultBranch,
    files: options.files ?? { 'README.md': `# ${repository.name}\n` },
    message: 'Start',
    as: repository.owner.login,
  });
  return repository;
}

/** Copies a repository to another account, with its branches and its visibility. */
export function forkRepository(world: World, parent: Repository, login: string): Repository {
  const { defaultBranch, isPrivate } = parent;
  const fullName = `${login}/${parent.name}`;
  return addRepository(world, fullName, { defaultBranch, isPrivate, parent });
}

function addRepository(
  world: World,
  fullName: string,
  options: {
    readonly isPrivate?: boolean;
    readonly defaultBranch?: string;
    readonly parent: Repository | undefined;
  },
): Repository {
  const [login = '', name = ''] = fullName.split('/');
  const { defaultBranch = 'main', parent } = options;
  const id = world.nextId();
  const store = createBareRepository(join(world.folder, String(id)), {
    defaultBranch,
    ...(parent === undefined ? {} : { copyOf: parent.store.path }),
  });
  const repository: Repository = {
    id,
    owner: makeAccount(world, login),
    name,
    formerNames: new Set(),
    store,
    defaultBranch,
    isPrivate: options.isPrivate ?? false,
    parent,
    createdAt: world.now(),
    pushedAt: world.now(),
    collaborators: new Map(),
    teamRoles: new Map(),
    issues: new Map(),
    comments: new Map(),
    suites: new Map(),
    runs: new Map(),
    statuses: [],
    rulesets: [],
    mergeGroups: [],
  };
  world.repositories.push(repository);
  return repository;
}
