import type { CommentOptions } from '../../report/comment/comment-options.ts';

/** What check runs say besides the proofs. */
export interface CheckReportOptions extends CommentOptions {
  /** `observe` shows everything and blocks nothing, whatever the projects' own policies say. Default `enforce`. */
  readonly mode?: 'enforce' | 'observe';
  /**
   * Why what costs money has not been done yet and could be: a stranger's commit that nobody approved,
   * or more money than is spent without asking. Cases not executed for that reason are no failure.
   */
  readonly waitsFor?: 'fork-approval' | 'spend-approval' | undefined;
}
