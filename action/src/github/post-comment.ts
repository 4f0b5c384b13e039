import type { Secrets } from '@galley/engine/ports';
import { type CommentOutcome, type GitHubClient, upsertComment } from '@galley/engine/publish';
import type { Runner } from '../runner/runner.ts';
import type { Client } from './open-client.ts';
import { ownLogin } from './own-login.ts';
import { statusOf } from './status-of.ts';

/** Where a comment goes, and in which manner. */
export interface CommentPlace {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
  /** Full id of the commit that was judged. */
  readonly head: string;
  readonly mode: 'update' | 'hide-and-new';
  /** A working directory has a comment of its own; '' is the repository. */
  readonly project: string;
  readonly token: string;
}

/** What became of a comment; `refused` says why in a sentence. */
export type Posted = CommentOutcome['what'] | { readonly refused: string };

/**
 * Brings the pull request's one comment to say the text. A token that may not write, or a GitHub that
 * fails, is told and is no error: the report is in the summary and the artifact as well.
 */
export async function postComment(
  client: Client,
  text: string,
  {
    clock,
    secrets,
    ...place
  }: CommentPlace & Pick<Runner, 'clock'> & { readonly secrets: Secrets },
): Promise<Posted> {
  const { owner, repo, pullRequest, head, mode, project, token } = place;
  const login = await ownLogin(client, token);
  const target = { owner, repo, pullRequest, head, self: { login }, instance: 'default' };
  const options = { clock, secrets, mode, ...(project !== '' && { project }) };
  try {
    // Octokit's own types ask for an index signature that plain interfaces do not have.
    const publishing = client as unknown as GitHubClient;
    return (await upsertComment(publishing, target, text, options)).what;
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    return { refused: reasonOf(status) };
  }
}

function reasonOf(status: number): string {
  if (status === 401) return 'the token is not valid (401)';
  if (status === 403 || status === 404) {
    return `the token may not write comments (${status}): the job needs \`pull-requests: write\``;
  }
  return `GitHub answered ${status}`;
}
