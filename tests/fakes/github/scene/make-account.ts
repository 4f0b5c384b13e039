import type { Account } from '../state/model.ts';
import type { World } from '../state/open-world.ts';

/** The account of a login, made when there is none; an existing one keeps its type. */
export function makeAccount(world: World, login: string, type: Account['type'] = 'User'): Account {
  const known = world.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const account: Account = {
    id: world.nextId(),
    login,
    type,
    createdAt: world.now(),
    members: new Set(),
  };
  world.accounts.set(login.toLowerCase(), account);
  return account;
}
