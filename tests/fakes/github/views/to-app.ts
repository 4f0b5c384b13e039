import type { App, Installation } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { nodeId } from './node-id.ts';
import { toUser } from './to-user.ts';

/** A GitHub App. */
export function toApp(world: World, app: App) {
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId('A', app.id),
    owner: toUser(world, app.owner),
    name: app.name,
    description: null,
    external_url: `${world.origin}/apps/${app.slug}/home`,
    html_url: `${world.origin}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: [...app.events],
  };
}

/** An App's installation on an account. */
export function toInstallation(world: World, installation: Installation) {
  const { account, app } = installation;
  const url = `${world.origin}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    account: toUser(world, account),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.origin}/installation/repositories`,
    html_url: `${world.origin}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.clientId,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: [...app.events],
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : toUser(world, account),
    suspended_at: installation.suspendedAt,
  };
}
