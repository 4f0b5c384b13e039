import type { Proof } from '@galley/engine/proof';
import type { PullRequestNow } from './pull-request-now.ts';

/** Where a pull request stands between its free checks and what costs money. */
export type Phase =
  /** Nothing Galley reads changes. */
  | 'nothing'
  /** Everything that can be said is said. */
  | 'done'
  /** What costs money waits for quiet, for its turn, or is at work. */
  | 'evaluating'
  /** A stranger's commit: somebody with write must approve it first. */
  | 'fork-approval'
  /** A draft: free checks only. */
  | 'draft'
  /** Somebody stopped what was running for this commit. */
  | 'cancelled';

/** What decides the phase. */
export interface PhaseFacts {
  readonly now: Pick<PullRequestNow, 'isDraft' | 'isFromFork'>;
  /** Whether the author may spend money without being asked about. */
  readonly isTrustedAuthor: boolean;
  readonly isHeadApproved: boolean;
  /** No project says `forks: never`. */
  readonly mayForksSpend: boolean;
  readonly isCancelled: boolean;
  /** Somebody who may asked for an evaluation of this commit. */
  readonly isAskedFor: boolean;
  /** The free checks could not be made. */
  readonly isFailed: boolean;
  /** Base has a galley.yaml: only then models are asked. */
  readonly mayAskModels: boolean;
  /** Of the free checks. */
  readonly proofs: readonly Proof[];
  /** Whether the evaluation of this commit is finished. */
  readonly isEvaluated: boolean;
}

/** The phase of a commit; the first that applies. Pure. */
export function phaseOf(facts: PhaseFacts): Phase {
  const { now, proofs } = facts;
  if (facts.isEvaluated || facts.isFailed) return 'done';
  const isNothing = proofs.every(({ verdict }) => verdict.outcome === 'nothing');
  if (isNothing && !facts.isAskedFor) return 'nothing';
  const isAnswered = proofs.every(isFullyAnswered) || !facts.mayAskModels;
  if (isAnswered && !facts.isAskedFor) return now.isDraft ? 'draft' : 'done';
  if (facts.isCancelled) return 'cancelled';
  if (waitsForApproval(facts)) return 'fork-approval';
  if (now.isDraft && !facts.isAskedFor) return 'draft';
  return 'evaluating';
}

/** Of a stranger's commit in the repository itself, asking for an evaluation says as much as approving. */
function waitsForApproval(facts: PhaseFacts): boolean {
  const { now, isHeadApproved, isAskedFor, isTrustedAuthor, mayForksSpend } = facts;
  if (now.isFromFork) return !isHeadApproved || !mayForksSpend;
  return !isTrustedAuthor && !isHeadApproved && !isAskedFor;
}

/** Whether a proof without a single call left no draw open. */
export function isFullyAnswered({ evaluation }: Proof): boolean {
  return evaluation.base.notExecuted === 0 && evaluation.head.notExecuted === 0;
}
