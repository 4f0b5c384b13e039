import type { Account } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { nodeId } from './node-id.ts';

/** An organisation as webhooks name it. */
export function toOrganization(world: World, account: Account) {
  const url = `${world.origin}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('O', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.origin}/avatars/${account.id}`,
    description: null,
  };
}
