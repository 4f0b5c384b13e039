import { changeBase, editPull, setDraft } from '../changes/edit-pull.ts';
import { createComment, editComment, findIssue } from '../changes/issues.ts';
import { mergePull } from '../changes/merge-pull.ts';
import { enqueue, finishGroup } from '../changes/merge-queue.ts';
import { openPull } from '../changes/open-pull.ts';
import { setPullState } from '../changes/set-pull-state.ts';
import type { Comment, Issue, MergeGroup, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { makeAccount } from './make-account.ts';

/** Who does something: a login; it gets an account when there is none. */
export interface By {
  /** Default the repository's owner. */
  readonly as?: string;
}

/** A pull request to be opened. */
export interface PullOptions extends By {
  readonly head: string;
  /** Default the default branch. */
  readonly base?: string;
  /** The fork that holds the head. */
  readonly from?: Repository;
  readonly title?: string;
  readonly body?: string;
  readonly isDraft?: boolean;
}

/** What people do with pull requests. */
export interface PullActions {
  openPullRequest(repository: Repository, options: PullOptions): Issue;
  comment(issue: Issue, body: string, by?: By): Comment;
  editComment(comment: Comment, body: string, by?: By): void;
  editPullRequest(
    issue: Issue,
    texts: { readonly title?: string; readonly body?: string } & By,
  ): void;
  changeBase(issue: Issue, base: string, by?: By): void;
  markReady(issue: Issue, by?: By): void;
  convertToDraft(issue: Issue, by?: By): void;
  closePullRequest(issue: Issue, by?: By): void;
  reopenPullRequest(issue: Issue, by?: By): void;
  /** Merges; what the branch requires may be overridden as an administrator can. */
  merge(issue: Issue, options?: { readonly ignoresChecks?: boolean } & By): string;
  enqueue(issue: Issue, by?: By): MergeGroup;
  /** Lets the queue decide: merged when the required checks are good, else thrown out. */
  finishGroup(group: MergeGroup, by?: By): { readonly reason: 'merged' | 'invalidated' };
  /** The comments of a pull request, oldest first. */
  commentsOn(issue: Issue): Comment[];
  /** The issue or pull request of a number. */
  issue(repository: Repository, number: number): Issue;
}

/** Binds the actions to a world. */
export function actOnPulls(world: World): PullActions {
  const accountOf = (repository: Repository, by: By = {}) =>
    makeAccount(world, by.as ?? repository.owner.login);
  const writerOf = (issue: Issue, by?: By) => ({
    account: accountOf(issue.repository, by),
    app: undefined,
  });
  return {
    openPullRequest: (repository, options) =>
      openPull(world, repository, {
        title: options.title ?? 'Change prompts',
        body: options.body ?? null,
        base: options.base ?? repository.defaultBranch,
        head: options.head,
        from: options.from ?? repository,
        isDraft: options.isDraft ?? false,
        by: { account: accountOf(options.from ?? repository, options), app: undefined },
      }),
    comment: (issue, body, by) => createComment(world, issue, { body, by: writerOf(issue, by) }),
    editComment: (comment, body, by) =>
      editComment(world, comment, { body, by: writerOf(comment.issue, by) }),
    editPullRequest: (issue, { as, ...texts }) =>
      editPull(world, issue, {
        ...texts,
        by: accountOf(issue.repository, as === undefined ? {} : { as }),
      }),
    changeBase: (issue, base, by) =>
      changeBase(world, issue, { base, by: accountOf(issue.repository, by) }),
    markReady: (issue, by) =>
      setDraft(world, issue, { isDraft: false, by: accountOf(issue.repository, by) }),
    convertToDraft: (issue, by) =>
      setDraft(world, issue, { isDraft: true, by: accountOf(issue.repository, by) }),
    closePullRequest: (issue, by) =>
      setPullState(world, issue, { state: 'closed', by: accountOf(issue.repository, by) }),
    reopenPullRequest: (issue, by) =>
      setPullState(world, issue, { state: 'open', by: accountOf(issue.repository, by) }),
    merge: (issue, options = {}) =>
      mergePull(world, issue, {
        by: accountOf(issue.repository, options),
        ignoresChecks: options.ignoresChecks ?? false,
      }),
    enqueue: (issue, by) => enqueue(world, issue, accountOf(issue.repository, by)),
    finishGroup: (group, by) => finishGroup(world, group, accountOf(group.repository, by)),
    commentsOn: (issue) =>
      [...issue.repository.comments.values()].filter((comment) => comment.issue === issue),
    issue: findIssue,
  };
}
