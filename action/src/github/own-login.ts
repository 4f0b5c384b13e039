import type { Client } from './open-client.ts';

/** Whom GitHub shows as the author of what a workflow's own token writes. */
const workflowLogin = 'github-actions[bot]';

/**
 * The login that the token writes under: our own comments are known by it.
 * @param token tells which of GitHub's kinds it is by how it begins
 */
export async function ownLogin(client: Client, token: string): Promise<string> {
  try {
    if (!token.startsWith('ghs_')) return (await client.rest.users.getAuthenticated()).data.login;
    const { viewer } = await client.graphql<{ viewer: { login: string } }>('{ viewer { login } }');
    return viewer.login;
  } catch {
    return workflowLogin; // a workflow's token may not ask who it is everywhere
  }
}
