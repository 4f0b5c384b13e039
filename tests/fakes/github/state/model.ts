import type { KeyObject } from 'node:crypto';
import type { GitStore } from '../git/run-git.ts';

/** What a person may do in a repository, weakest first. */
export const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
/** One of them. */
export type Role = (typeof roles)[number];

/** What an App or a token may do, by the name of the permission. */
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'admin'>>;

/** A person, an organisation or an App’s bot. */
export interface Account {
  readonly id: number;
  /** Renaming an account is not part of the fake. */
  readonly login: string;
  readonly type: 'User' | 'Organization' | 'Bot';
  readonly createdAt: string;
  /** Logins; empty for everything but organisations. */
  readonly members: Set<string>;
}

/** A team of an organisation. */
export interface Team {
  readonly id: number;
  readonly organization: Account;
  readonly name: string;
  readonly slug: string;
  readonly members: Map<string, 'member' | 'maintainer'>;
  readonly createdAt: string;
}

/** A repository with all that hangs on it. */
export interface Repository {
  readonly id: number;
  readonly owner: Account;
  name: string;
  /** Earlier names in lower case; GitHub answers to them with a redirection. */
  readonly formerNames: Set<string>;
  /** The bare Git repository on disk. */
  readonly store: GitStore;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  readonly parent: Repository | undefined;
  readonly createdAt: string;
  pushedAt: string;
  /** By login. Owners and members of teams may have more. */
  readonly collaborators: Map<string, Role>;
  readonly teamRoles: Map<Team, Role>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, Comment>;
  readonly suites: Map<number, CheckSuite>;
  readonly runs: Map<number, CheckRun>;
  readonly statuses: CommitStatus[];
  readonly rulesets: Ruleset[];
  readonly mergeGroups: MergeGroup[];
}

/** An issue; a pull request is an issue with `pull`. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  readonly app: App | undefined;
  title: string;
  body: string | null;
  labels: string[];
  state: 'open' | 'closed';
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  readonly pull: PullRequest | undefined;
}

/** What a pull request has beyond an issue. */
export interface PullRequest {
  readonly id: number;
  /** `undefined` once the fork is deleted. */
  headRepository: Repository | undefined;
  readonly headOwner: Account;
  readonly headBranch: string;
  headSha: string;
  baseBranch: string;
  baseSha: string;
  isDraft: boolean;
  mergedAt: string | null;
  mergedBy: Account | undefined;
  mergeCommitSha: string | null;
  readonly reviews: Review[];
  readonly reviewComments: ReviewComment[];
}

/** A reaction to a comment. */
export interface Reaction {
  readonly id: number;
  readonly author: Account;
  readonly content: string;
  readonly createdAt: string;
}

/** A comment on an issue or a pull request. */
export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly author: Account;
  /** The App that wrote it; GitHub's `performed_via_github_app`. */
  readonly app: App | undefined;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly reactions: Reaction[];
}

/** A review of a pull request. */
export interface Review {
  readonly id: number;
  readonly author: Account;
  readonly body: string;
  readonly state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED';
  readonly commitSha: string;
  readonly submittedAt: string;
}

/** A comment on lines of a pull request’s difference. */
export interface ReviewComment {
  readonly id: number;
  readonly review: Review;
  readonly author: Account;
  readonly body: string;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly side: 'LEFT' | 'RIGHT';
  readonly commitSha: string;
  readonly diffHunk: string;
  readonly createdAt: string;
}

/** The checks of one App at one commit. */
export interface CheckSuite {
  readonly id: number;
  readonly app: App;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly before: string | null;
  /** Set by a re-request until the App answers with a run. */
  isRerequested: boolean;
  readonly createdAt: string;
  updatedAt: string;
}

/** One check. */
export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  externalId: string;
  detailsUrl: string | null;
  startedAt: string | null;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
  actions: readonly CheckAction[];
}

/** A button on a check. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** A remark on lines of a file, with the keys of the API. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

/** The older kind of check. */
export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: string;
}

/** Checks that a branch requires before merging. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly branch: string;
  readonly checks: readonly { readonly context: string; readonly appId?: number }[];
  readonly hasMergeQueue: boolean;
  readonly createdAt: string;
}

/** What the merge queue is about to merge. */
export interface MergeGroup {
  readonly repository: Repository;
  readonly issue: Issue;
  /** Full name of the queue's branch, `refs/heads/gh-readonly-queue/…`. */
  readonly headRef: string;
  readonly headSha: string;
  readonly baseSha: string;
}

/** A GitHub App. */
export interface App {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  readonly owner: Account;
  /** The account that its comments and checks appear under, `slug[bot]`. */
  readonly bot: Account;
  permissions: Permissions;
  events: readonly string[];
  readonly publicKey: KeyObject;
  webhook: { readonly url: string | undefined; readonly secret: string };
  readonly hookId: number;
  readonly createdAt: string;
}

/** An App on an account. */
export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  /** `all` covers every repository of the account, also later ones. */
  repositories: 'all' | Set<Repository>;
  suspendedAt: string | null;
  readonly createdAt: string;
}

/** What a bearer of a token may do. */
export type Grant =
  | {
      readonly kind: 'installation';
      readonly installation: Installation;
      readonly permissions: Permissions;
      /** `undefined` when the token is not narrowed. */
      readonly repositories: ReadonlySet<Repository> | undefined;
      readonly expiresAtMs: number;
    }
  | { readonly kind: 'user'; readonly account: Account };
