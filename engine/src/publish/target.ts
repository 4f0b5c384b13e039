import type { RepositoryName } from './github-client.ts';

/** The pull request to publish to, and who we are there. */
export interface PublishTarget extends RepositoryName {
  readonly pullRequest: number;
  /** Full id of the commit that was proofed. */
  readonly head: string;
  readonly self: SelfOnGitHub;
  /** Tells several Galleys of one repository apart: letters, digits, `.`, `_`, `-`; usually `default`. */
  readonly instance: string;
}

/** What our own writings are known by. */
export interface SelfOnGitHub {
  /** Login of the App's bot, `galley[bot]`, or of whoever the token stands for. */
  readonly login: string;
  /** Id of the App: what carries another App's id is not ours, whoever it claims to be. */
  readonly appId?: number;
}
