import type { RepositoryFacts } from './intents.ts';
import type { Fields } from './read-fields.ts';

const loginPattern = /^[A-Za-z0-9_-]{1,100}(?:\[bot\])?$/;
const namePattern = /^[A-Za-z0-9._-]{1,100}$/;
const fullNamePattern = /^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/;
const commitPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Where an event happened. */
export function readPlace(payload: Fields): RepositoryFacts {
  const repository = payload.fields('repository');
  const owner = readAccount(repository.fields('owner'));
  return {
    installationId: payload.fields('installation').number('id'),
    accountId: owner.id,
    account: owner.login,
    repositoryId: repository.number('id'),
    owner: owner.login,
    name: repository.matching('name', namePattern, 'the name of a repository'),
  };
}

/** A person, an organisation or a bot; an enterprise has a slug for its login. */
export function readAccount(account: Fields): { readonly login: string; readonly id: number } {
  const key = account.has('login') ? 'login' : 'slug';
  return { login: account.matching(key, loginPattern, 'a login'), id: account.number('id') };
}

/** `acme/prompts` */
export function readFullName(repository: Fields): string {
  return repository.matching('full_name', fullNamePattern, 'the full name of a repository');
}

/** The full id of a commit. */
export function readCommit(fields: Fields, key: string): string {
  return fields.matching(key, commitPattern, 'the id of a commit');
}
