import { maskSecrets } from '../../models/mask-secrets.ts';
import { codeSpan } from '../../report/markdown/escape-markdown.ts';
import { sha256 } from '../../units/content-hash.ts';
import { shortRevision } from '../../units/short-revision.ts';
import type { GitHubClient } from '../github-client.ts';
import { isGone } from '../is-uncertain.ts';
import type { PublishPorts } from '../publish-ports.ts';
import type { PublishTarget } from '../target.ts';
import { writeOnce } from '../write-once.ts';
import { commentBody, comparableText, type MonthSpend } from './comment-body.ts';
import { foldComment } from './fold-comment.ts';
import type { MarkerFields } from './marker.ts';
import { type OwnComment, ownComments } from './own-comments.ts';

const longestProject = 80;

export interface UpsertCommentOptions extends PublishPorts {
  /** `update` edits the one comment; `hide-and-new` folds it away and writes a new one. Default `update`. */
  readonly mode?: 'update' | 'hide-and-new';
  /** Only where each project of a repository is to have a comment of its own. */
  readonly project?: string;
  readonly month?: MonthSpend | undefined;
}

/** What became of the comment. */
export type CommentOutcome =
  | { readonly what: 'created' | 'updated' | 'unchanged'; readonly id: number }
  /** `nothing`: no text, and no comment to correct. `closed`, `stale`: not the time to comment any more. */
  | { readonly what: 'nothing' | 'closed' | 'stale' };

/**
 * Brings the pull request's one comment to say `text`: edited in place, nothing when it says so already,
 * written anew when there is none. May be called again after any failure: it finds what it left, also
 * what it does not know of because an answer got lost, and of several own comments keeps one.
 * Writes nothing on a pull request that is closed or whose head is no longer the target's. Without text
 * an earlier comment is corrected to say that nothing changes any more.
 * @param text of `formatComment`, posted as it is but for secrets
 * @throws whatever the client rejects with; after an uncertain failure only when looking did not help
 */
export async function upsertComment(
  client: GitHubClient,
  target: PublishTarget,
  text: string,
  options: UpsertCommentOptions,
): Promise<CommentOutcome> {
  const { owner, repo, pullRequest, head } = target;
  const { data: now } = await client.rest.pulls.get({ owner, repo, pull_number: pullRequest });
  if (now.state !== 'open') return { what: 'closed' };
  if (now.head.sha !== head) return { what: 'stale' };
  const find = () => liveComments(client, target, options.project);
  const live = await find();
  if (text === '' && live.length === 0) return { what: 'nothing' };
  const said = text === '' ? nothingText(head) : maskSecrets(text, options.secrets);
  return options.mode === 'hide-and-new'
    ? hideAndNew({ client, target, options }, said, live)
    : updateInPlace({ client, target, options }, said, live);
}

interface Upsert {
  readonly client: GitHubClient;
  readonly target: PublishTarget;
  readonly options: UpsertCommentOptions;
}

async function updateInPlace(
  upsert: Upsert,
  text: string,
  [kept, ...others]: readonly OwnComment[],
): Promise<CommentOutcome> {
  const { client, target } = upsert;
  const { owner, repo } = target;
  for (const { comment } of others) {
    await unlessGone(() =>
      client.rest.issues.deleteComment({ owner, repo, comment_id: comment.id }),
    );
  }
  if (kept === undefined) return create(upsert, text, 1);
  const { id: comment_id } = kept.comment;
  const body = bodyOf(upsert, text, revisionOf(kept) + 1);
  if (saysTheSame(kept, body)) return { what: 'unchanged', id: comment_id };
  const isThere = await unlessGone(() =>
    client.rest.issues.updateComment({ owner, repo, comment_id, body }),
  );
  return isThere ? { what: 'updated', id: comment_id } : create(upsert, text, revisionOf(kept) + 1);
}

async function hideAndNew(
  upsert: Upsert,
  text: string,
  live: readonly OwnComment[],
): Promise<CommentOutcome> {
  const newest = live.at(-1);
  const revision = newest === undefined ? 1 : revisionOf(newest) + 1;
  const isSaid = newest !== undefined && saysTheSame(newest, bodyOf(upsert, text, revision));
  const outcome = isSaid
    ? ({ what: 'unchanged', id: newest.comment.id } as const)
    : await create(upsert, text, revision);
  for (const own of live) {
    if (own.comment.id !== outcome.id) {
      await unlessGone(() => foldComment(upsert.client, upsert.target, own));
    }
  }
  return outcome;
}

async function create(upsert: Upsert, text: string, revision: number) {
  const { client, target, options } = upsert;
  const { owner, repo, pullRequest: issue_number } = target;
  const body = bodyOf(upsert, text, revision);
  const id = await writeOnce(
    {
      async find() {
        const live = await liveComments(client, target, options.project);
        return live.findLast((own) => saysTheSame(own, body))?.comment.id;
      },
      async create() {
        return (await client.rest.issues.createComment({ owner, repo, issue_number, body })).data
          .id;
      },
    },
    options,
  );
  return { what: 'created', id } as const;
}

/** The comments that this one may be: those folded away and answers to commands are not. */
async function liveComments(
  client: GitHubClient,
  target: PublishTarget,
  project: string | undefined,
): Promise<OwnComment[]> {
  const own = await ownComments(client, target);
  const key = projectKey(project);
  return own.filter(
    ({ marker }) =>
      marker.rev !== undefined &&
      marker.folded === undefined &&
      marker.pr === String(target.pullRequest) &&
      marker.project === key,
  );
}

function bodyOf({ target, options }: Upsert, text: string, revision: number): string {
  const project = projectKey(options.project);
  const marker: MarkerFields = {
    instance: target.instance,
    ...(project !== undefined && { project }),
    pr: String(target.pullRequest),
    rev: String(revision),
    head: target.head,
  };
  return commentBody(text, marker, options.month);
}

/** Long paths by their hash: a marker has its limits. */
function projectKey(project: string | undefined): string | undefined {
  return project !== undefined && project.length > longestProject ? sha256(project) : project;
}

function saysTheSame({ comment }: OwnComment, body: string): boolean {
  return comparableText(comment.body) === comparableText(body);
}

function revisionOf({ marker }: OwnComment): number {
  return /^\d{1,9}$/.test(marker.rev ?? '') ? Number(marker.rev) : 0;
}

/** False when what the request names is gone. */
async function unlessGone(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function nothingText(head: string): string {
  return `### ✅ Galley: nothing that Galley reads changes any more · ${codeSpan(shortRevision(head))}`;
}
