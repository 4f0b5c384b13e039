import type { GitHubClient } from '@galley/engine/publish';
import type { Octokit } from './octokit.ts';

/** What one job may do: one repository, least permission, a token that is never stored. */
export interface RepositoryAccess {
  readonly repositoryId: number;
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  /** With the token; requests are retried on 5xx and secondary limits, never doubled on writes. */
  readonly octokit: Octokit;
  /** The same, as publishing wants it. */
  readonly client: GitHubClient;
  /** A token for Git, fresh for at least ten minutes; never written anywhere. */
  gitToken(): Promise<string>;
}

/** Permissions of a token: what GitHub calls them. */
export type AccessFor =
  /** Contents and pull requests for reading. */
  | 'reading'
  /** Checks and pull requests for writing. */
  | 'publishing'
  /** Contents for writing, where the operator allows it. */
  | 'ledger'
  /** A branch and a pull request from it: contents and pull requests for writing. */
  | 'restoring';

/** Opens access to one repository for one job. */
export type OpenAccess = (
  repository: {
    readonly installationId: number;
    readonly repositoryId: number;
    readonly owner: string;
    readonly name: string;
  },
  purpose: AccessFor,
) => Promise<RepositoryAccess>;
