import { diffFiles } from '../git/diff-files.ts';
import { tryGit } from '../git/run-git.ts';
import { associationOf } from '../state/association-of.ts';
import { canMerge, mergeBaseOf } from '../state/can-merge.ts';
import { commentsOf } from '../state/comments-of.ts';
import type { Issue, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { pullOf } from '../state/pull-of.ts';
import { apiUrlOf } from './addresses.ts';
import { nodeId } from './node-id.ts';
import { toIssue } from './to-issue.ts';
import { toRepository } from './to-repository.ts';
import { toUser } from './to-user.ts';

/** A pull request as lists show it. */
export function toPullRequestSimple(world: World, issue: Issue) {
  const pull = pullOf(issue);
  const { repository } = issue;
  const url = `${apiUrlOf(world, repository)}/pulls/${issue.number}`;
  const view = toIssue(world, issue);
  const statuses = `${apiUrlOf(world, repository)}/statuses/${pull.headSha}`;
  const links = {
    self: url,
    html: view.html_url,
    issue: view.url,
    comments: view.comments_url,
    review_comments: `${url}/comments`,
    review_comment: `${apiUrlOf(world, repository)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  };
  const linked = Object.entries(links).map(([name, href]) => [name, { href }]);
  return {
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    number: issue.number,
    state: issue.state,
    locked: false,
    active_lock_reason: null,
    title: issue.title,
    body: issue.body,
    user: toUser(world, issue.author),
    labels: view.labels,
    assignee: null,
    assignees: [],
    milestone: null,
    requested_reviewers: [],
    requested_teams: [],
    draft: pull.isDraft,
    url,
    html_url: view.html_url,
    diff_url: `${view.html_url}.diff`,
    patch_url: `${view.html_url}.patch`,
    issue_url: view.url,
    commits_url: links.commits,
    comments_url: links.comments,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    statuses_url: statuses,
    head: toSide(world, {
      branch: pull.headBranch,
      sha: pull.headSha,
      repository: pull.headRepository,
      owner: pull.headOwner,
    }),
    base: toSide(world, {
      branch: pull.baseBranch,
      sha: pull.baseSha,
      repository,
      owner: repository.owner,
    }),
    _links: Object.fromEntries(linked) as Record<keyof typeof links, { href: string }>,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    author_association: associationOf(repository, issue.author),
    auto_merge: null,
  };
}

/** A pull request by itself, with counts and mergeability. */
export function toPullRequest(world: World, issue: Issue) {
  const pull = pullOf(issue);
  const { store } = issue.repository;
  const base = mergeBaseOf(issue);
  const files = base === undefined ? [] : diffFiles(store, base, pull.headSha);
  const commits = tryGit(store, 'rev-list', '--count', `${pull.baseSha}..${pull.headSha}`);
  const isMergeable = pull.mergedAt === null && canMerge(issue);
  return {
    ...toPullRequestSimple(world, issue),
    merged: pull.mergedAt !== null,
    mergeable: issue.state === 'open' ? isMergeable : null,
    mergeable_state: issue.state !== 'open' ? 'unknown' : isMergeable ? 'clean' : 'dirty',
    rebaseable: issue.state === 'open' ? isMergeable : null,
    merged_by: pull.mergedBy === undefined ? null : toUser(world, pull.mergedBy),
    comments: commentsOf(issue).length,
    review_comments: pull.reviewComments.length,
    maintainer_can_modify: false,
    commits: Number(commits ?? 0),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function toSide(
  world: World,
  side: {
    readonly branch: string;
    readonly sha: string;
    readonly repository: Repository | undefined;
    readonly owner: Issue['author'];
  },
) {
  return {
    label: `${side.owner.login}:${side.branch}`,
    ref: side.branch,
    sha: side.sha,
    user: toUser(world, side.owner),
    repo: side.repository === undefined ? null : toRepository(world, side.repository),
  };
}
