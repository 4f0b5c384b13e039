import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';

/** `owner/name` of a repository. */
export function fullNameOf(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** Address of a repository in the API. */
export function apiUrlOf(world: World, repository: Repository): string {
  return `${world.origin}/repos/${fullNameOf(repository)}`;
}

/** Address of a repository for people. */
export function htmlUrlOf(world: World, repository: Repository): string {
  return `${world.origin}/${fullNameOf(repository)}`;
}
