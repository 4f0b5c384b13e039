import type { GitHubClient } from '@galley/engine/publish';
import type { Octokit } from './octokit.ts';

/**
 * The client as publishing wants it. Octokit is one as it stands, and only its types want parameters
 * that have no name: a spread takes it away.
 */
export function toClient(octokit: Octokit): GitHubClient {
  const { issues, reactions, checks, pulls } = octokit.rest;
  return {
    rest: {
      issues: {
        listComments: (at) => issues.listComments({ ...at }),
        createComment: (at) => issues.createComment({ ...at }),
        updateComment: (at) => issues.updateComment({ ...at }),
        deleteComment: (at) => issues.deleteComment({ ...at }),
      },
      reactions: {
        createForIssueComment: (at) => reactions.createForIssueComment({ ...at }),
      },
      checks: {
        listForRef: (at) => checks.listForRef({ ...at }),
        create: (at) => checks.create({ ...at }),
        update: (at) => checks.update({ ...at }),
      },
      pulls: {
        get: (at) => pulls.get({ ...at }),
        listFiles: (at) => pulls.listFiles({ ...at }),
        listReviewComments: (at) => pulls.listReviewComments({ ...at }),
        createReview: (at) => pulls.createReview({ ...at }),
      },
    },
    graphql: (query, variables) => octokit.graphql(query, { ...variables }),
  };
}
