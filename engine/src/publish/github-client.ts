/** Who wrote something on GitHub. */
export interface GitHubUser {
  readonly login: string;
  /** `User`, `Bot`, `Organization` … */
  readonly type: string;
}

/** A comment on a pull request's conversation. */
export interface IssueComment {
  readonly id: number;
  readonly node_id: string;
  readonly body?: string | undefined;
  readonly user: GitHubUser | null;
  readonly performed_via_github_app?: { readonly id: number } | null | undefined;
}

/** A comment on a line of a pull request's diff. */
export interface ReviewComment {
  readonly id: number;
  readonly body: string;
  readonly user: GitHubUser | null;
}

/** A pull request, as far as publishing looks at it. */
export interface PullRequest {
  readonly state: string;
  readonly head: { readonly sha: string };
}

/** A file that a pull request changes; without `patch` GitHub found its diff too long to show. */
export interface PullRequestFile {
  readonly filename: string;
  readonly status: string;
  readonly patch?: string | undefined;
}

/** A check run as GitHub gives it back. */
export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly external_id: string | null;
  readonly status: string;
  readonly conclusion: string | null;
  readonly app: { readonly id: number } | null;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly text: string | null;
    /** How many annotations the run holds by now, over all requests. */
    readonly annotations_count: number;
  };
}

/** One remark at a place of a file, as check runs take it. */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string;
}

/** A button of a check run; GitHub refuses a label over 20, a description over 40, an identifier over 20. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required';

/** What a check run is created from or changed to. */
export interface CheckRunFields {
  readonly name: string;
  readonly external_id: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: CheckConclusion;
  readonly details_url?: string;
  readonly output: {
    readonly title: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: CheckAnnotation[];
  };
  readonly actions?: CheckAction[];
}

/** A repository on GitHub. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

interface Page {
  readonly per_page: number;
  /** From 1. */
  readonly page: number;
}

type Answer<Data> = Promise<{ readonly data: Data }>;

/**
 * All that publishing asks of GitHub: names and shapes are those of Octokit's `rest` methods, so that an
 * Octokit instance is a client as it stands. A failed call rejects with an error whose `status` is the
 * HTTP status; no `status`, or one from 500 up, leaves open whether GitHub did what it was asked.
 * Rate limits are the client's own affair: what it rejects with, the caller's outbox tries again.
 */
export interface GitHubClient {
  readonly rest: {
    readonly issues: {
      listComments(at: RepositoryName & Page & { issue_number: number }): Answer<IssueComment[]>;
      createComment(at: RepositoryName & { issue_number: number; body: string }): Answer<{
        readonly id: number;
      }>;
      updateComment(at: RepositoryName & { comment_id: number; body: string }): Promise<unknown>;
      deleteComment(at: RepositoryName & { comment_id: number }): Promise<unknown>;
    };
    readonly reactions: {
      /** GitHub keeps one reaction of each kind per person, so that asking twice is asking once. */
      createForIssueComment(
        at: RepositoryName & { comment_id: number; content: ReactionContent },
      ): Promise<unknown>;
    };
    readonly checks: {
      listForRef(
        at: RepositoryName & Page & { ref: string; check_name: string; filter: 'all' },
      ): Answer<{ readonly check_runs: CheckRun[] }>;
      create(at: RepositoryName & CheckRunFields & { head_sha: string }): Answer<CheckRun>;
      /** Annotations are added to those the run has; everything else replaces. */
      update(at: RepositoryName & CheckRunFields & { check_run_id: number }): Answer<CheckRun>;
    };
    readonly pulls: {
      get(at: RepositoryName & { pull_number: number }): Answer<PullRequest>;
      listFiles(at: RepositoryName & Page & { pull_number: number }): Answer<PullRequestFile[]>;
      listReviewComments(
        at: RepositoryName & Page & { pull_number: number },
      ): Answer<ReviewComment[]>;
      createReview(
        at: RepositoryName & {
          pull_number: number;
          commit_id: string;
          event: 'COMMENT';
          comments: { path: string; line: number; side: 'RIGHT'; body: string }[];
        },
      ): Promise<unknown>;
    };
  };
  /** Only folding an old comment away needs it: REST cannot. */
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export type ReactionContent = 'eyes' | 'rocket' | 'confused' | '-1';
