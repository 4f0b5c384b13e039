import type { Installation, Repository } from './model.ts';
import type { World } from './open-world.ts';

/** The repositories that an installation covers now. */
export function repositoriesOf(world: World, installation: Installation): Repository[] {
  return world.repositories.filter((repository) => covers(installation, repository));
}

/** Whether an installation covers a repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.repositories !== 'all') return installation.repositories.has(repository);
  return repository.owner === installation.account;
}
