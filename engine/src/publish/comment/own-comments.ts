import type { GitHubClient, IssueComment } from '../github-client.ts';
import { isOwn } from '../is-own.ts';
import { readAllPages } from '../read-all-pages.ts';
import type { PublishTarget } from '../target.ts';
import { type MarkerFields, readMarker } from './marker.ts';

/** A comment that we wrote, with what its marker says. */
export interface OwnComment {
  readonly comment: IssueComment;
  readonly marker: MarkerFields;
}

/**
 * Our own comments of this instance on the pull request, oldest first, all pages; comments of others
 * never, whatever marker they carry.
 */
export async function ownComments(
  { rest }: GitHubClient,
  { owner, repo, pullRequest, self, instance }: PublishTarget,
): Promise<OwnComment[]> {
  const comments = await readAllPages(async (page) => {
    const at = { owner, repo, issue_number: pullRequest, ...page };
    return (await rest.issues.listComments(at)).data;
  });
  return comments
    .filter((comment) => isOwn(comment, self))
    .flatMap((comment): OwnComment[] => {
      const marker = readMarker(comment.body);
      return marker?.instance === instance ? [{ comment, marker }] : [];
    })
    .sort((a, b) => a.comment.id - b.comment.id);
}
