import {
  type CheckReport,
  type CommandState,
  cancelledReport,
  type MonthSpend,
  type Suggestion,
} from '@galley/engine/publish';

/** What GitHub should show, by kind; each is carried out until it does. */
export interface EffectPayloads {
  /** One check run of one commit. */
  check: {
    readonly head: string;
    readonly attempt: number;
    readonly report: CheckReport;
    /** Of a gate: what this pull request alone would show, where others have the same commit. */
    readonly own?: string;
  };
  /** The one comment of a pull request. */
  comment: {
    readonly head: string;
    /** Of `formatComment`; empty corrects an earlier one. */
    readonly text: string;
    readonly mode: 'update' | 'hide-and-new';
    readonly month?: MonthSpend;
  };
  /** How far a command has come, on the comment that gave it. */
  reaction: { readonly commentId: number; readonly state: CommandState };
  /** An answer in words to a command. */
  reply: { readonly commentId: number; readonly text: string };
  /** Changes that the author can take over with one click. */
  suggestions: { readonly head: string; readonly suggestions: readonly Suggestion[] };
  /** A pull request that restores a prompt as it was. */
  rollback: {
    /** Of the command that asked for it. */
    readonly commentId: number;
    readonly prompt: string;
    readonly revision: string;
    readonly by: string;
    /** Files to write, text by path; `null` deletes. */
    readonly files: Readonly<Record<string, string | null>>;
    readonly baseRef: string;
    readonly baseCommit: string;
  };
  /** An issue that tells the owners something once. */
  notice: { readonly title: string; readonly text: string };
}

export type EffectKind = keyof EffectPayloads;

/** A wish about one repository; of one key the newest payload wins. */
export type Effect = {
  readonly [Kind in EffectKind]: {
    readonly kind: Kind;
    /** Natural: what it is about, never when or by whom it was wished. */
    readonly key: string;
    /** Of the pull request, where it is about one. */
    readonly number?: number;
    readonly payload: EffectPayloads[Kind];
  };
}[EffectKind];

type PullRequest = { readonly repositoryId: number; readonly number: number };

/** A check run's wish. */
export function checkEffect(
  { repositoryId, number }: PullRequest,
  payload: EffectPayloads['check'],
): Effect {
  const { head, attempt, report } = payload;
  const key = `check:${repositoryId}:${number}:${head}:${report.check}:${attempt}`;
  return { kind: 'check', key, number, payload };
}

/** The end of a check run whose work ended without a result. */
export function cancelledCheckEffect(
  pullRequest: PullRequest,
  {
    head,
    attempt,
    check,
  }: { readonly head: string; readonly attempt: number; readonly check: CheckReport['check'] },
  why: string,
): Effect {
  return checkEffect(pullRequest, { head, attempt, report: cancelledReport(check, why) });
}

/** The comment's wish. */
export function commentEffect(
  { repositoryId, number }: PullRequest,
  payload: EffectPayloads['comment'],
): Effect {
  return { kind: 'comment', key: `comment:${repositoryId}:${number}`, number, payload };
}

/** A reaction's wish. */
export function reactionEffect(
  { repositoryId, number }: PullRequest,
  payload: EffectPayloads['reaction'],
): Effect {
  const key = `reaction:${repositoryId}:${payload.commentId}`;
  return { kind: 'reaction', key, number, payload };
}

/** An answer's wish. */
export function replyEffect(
  { repositoryId, number }: PullRequest,
  payload: EffectPayloads['reply'],
): Effect {
  const key = `reply:${repositoryId}:${payload.commentId}`;
  return { kind: 'reply', key, number, payload };
}

/** The suggestions' wish; those of one commit are made once. */
export function suggestionsEffect(
  { repositoryId, number }: PullRequest,
  payload: EffectPayloads['suggestions'],
): Effect {
  const key = `suggestions:${repositoryId}:${number}:${payload.head}`;
  return { kind: 'suggestions', key, number, payload };
}

/** A rollback's wish, once per command. */
export function rollbackEffect(
  { repositoryId, number }: PullRequest,
  payload: EffectPayloads['rollback'],
): Effect {
  const key = `rollback:${repositoryId}:${payload.commentId}`;
  return { kind: 'rollback', key, number, payload };
}

/** A notice's wish: once per `about` and repository. */
export function noticeEffect(
  repositoryId: number,
  about: string,
  payload: EffectPayloads['notice'],
): Effect {
  return { kind: 'notice', key: `notice:${repositoryId}:${about}`, payload };
}
