import { associationOf } from '../state/association-of.ts';
import { commentsOf } from '../state/comments-of.ts';
import type { Issue } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { apiUrlOf, htmlUrlOf } from './addresses.ts';
import { nodeId } from './node-id.ts';
import { toApp } from './to-app.ts';
import { toRollup } from './to-rollup.ts';
import { toUser } from './to-user.ts';

/** An issue, also one that is a pull request. */
export function toIssue(world: World, issue: Issue) {
  const { repository, pull } = issue;
  const url = `${apiUrlOf(world, repository)}/issues/${issue.number}`;
  const html = `${htmlUrlOf(world, repository)}/${pull ? 'pull' : 'issues'}/${issue.number}`;
  const pullUrl = `${apiUrlOf(world, repository)}/pulls/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId(pull ? 'PR' : 'I', issue.id),
    url,
    repository_url: apiUrlOf(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: html,
    number: issue.number,
    state: issue.state,
    state_reason: issue.state === 'closed' && !pull ? 'completed' : null,
    title: issue.title,
    body: issue.body,
    user: toUser(world, issue.author),
    labels: issue.labels.map((name, index) => toLabel(world, issue, { name, index })),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: commentsOf(issue).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: associationOf(repository, issue.author),
    reactions: toRollup(url, []),
    performed_via_github_app: issue.app === undefined ? null : toApp(world, issue.app),
    ...(pull === undefined
      ? {}
      : {
          draft: pull.isDraft,
          pull_request: {
            url: pullUrl,
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            merged_at: pull.mergedAt,
          },
        }),
  };
}

function toLabel(world: World, issue: Issue, { name, index }: { name: string; index: number }) {
  return {
    id: issue.id * 100 + index,
    node_id: nodeId('LA', issue.id * 100 + index),
    url: `${apiUrlOf(world, issue.repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: false,
  };
}
