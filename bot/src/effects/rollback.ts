import { reactToCommand, replyToCommand } from '@galley/engine/publish';
import { type EffectContext, type EffectPlug, targetOf } from './contract.ts';
import type { EffectPayloads } from './effect.ts';

type Rollback = EffectPayloads['rollback'];

/**
 * A branch with one commit on base that restores a prompt, a pull request from it, and an answer that
 * names it. The branch is named after the command, so that another try goes on where one broke off.
 */
export const rollback: EffectPlug<'rollback'> = {
  purpose: 'restoring',
  async carryOut(payload, context) {
    const branch = `galley/rollback-${payload.commentId}`;
    try {
      const opened =
        (await findPullRequest(branch, context)) ?? (await open(payload, branch, context));
      const text = `#${opened} restores \`${payload.prompt}\` as it was at \`${payload.revision}\`.`;
      await answer(payload, context, { text, state: 'done' });
    } catch (error) {
      const status = refusalIn(error);
      if (status === undefined) throw error;
      const text = `No pull request was opened: GitHub refused it (${status}). The App needs *Contents: write*, and the rules of the repository must let it make a branch.`;
      await answer(payload, context, { text, state: 'failed' });
    }
    return undefined;
  },
};

async function answer(
  { commentId }: Rollback,
  context: EffectContext,
  { text, state }: { readonly text: string; readonly state: 'done' | 'failed' },
): Promise<void> {
  const { access, clock, secrets } = context;
  const target = targetOf(context, '');
  await replyToCommand(access.client, target, { commentId, text }, { clock, secrets });
  await reactToCommand(access.client, target, { commentId, state });
}

/** What GitHub will go on refusing; `undefined` for a limit, a lost connection, a server's error. */
function refusalIn(error: unknown): number | undefined {
  const { status, retryAfterMs } = error as { status?: number; retryAfterMs?: number };
  return retryAfterMs === undefined && (status === 403 || status === 422) ? status : undefined;
}

async function findPullRequest(
  branch: string,
  { access }: EffectContext,
): Promise<number | undefined> {
  const { octokit, owner, name: repo } = access;
  const at = { owner, repo, head: `${owner}:${branch}`, state: 'all' as const };
  const { data } = await octokit.rest.pulls.list(at);
  return data.find(({ head }) => head.ref === branch)?.number;
}

async function open(payload: Rollback, branch: string, context: EffectContext): Promise<number> {
  const { access } = context;
  const { octokit, owner, name: repo } = access;
  const sha = await commitFiles(payload, context);
  try {
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha });
  } catch (error) {
    // An earlier try made the branch: its commit is as good.
    if ((error as { status?: number }).status !== 422) throw error;
  }
  const { data } = await octokit.rest.pulls.create({
    owner,
    repo,
    head: branch,
    base: payload.baseRef,
    title: titleOf(payload),
    body: `Restores \`${payload.prompt}\` as it was at \`${payload.revision}\`, asked for by \`${payload.by}\` in #${context.number}.`,
  });
  return data.number;
}

async function commitFiles(
  payload: Rollback,
  { access }: Pick<EffectContext, 'access'>,
): Promise<string> {
  const { octokit, owner, name: repo } = access;
  const { baseCommit, files } = payload;
  const { data: base } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: baseCommit });
  const tree = Object.entries(files).map(([path, text]) => ({
    path,
    mode: '100644' as const,
    type: 'blob' as const,
    ...(text === null ? { sha: null } : { content: text }),
  }));
  const made = await octokit.rest.git.createTree({
    owner,
    repo,
    base_tree: base.tree.sha,
    tree,
  });
  const commit = await octokit.rest.git.createCommit({
    owner,
    repo,
    message: titleOf(payload),
    tree: made.data.sha,
    parents: [baseCommit],
  });
  return commit.data.sha;
}

function titleOf({ prompt, revision }: Rollback): string {
  return `Roll ${prompt} back to ${revision}`;
}
