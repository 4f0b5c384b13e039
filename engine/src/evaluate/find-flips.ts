import type { Case, Check } from '../library/nodes.ts';
import { checksByCase } from './case-checks.ts';
import type { VerdictRule } from './case-verdict.ts';
import { readsRendered } from './checks/read-subject.ts';
import type { ChangedAnswer, Flip } from './comparison.ts';
import {
  type CasePair,
  type ComparableRun,
  drawsOfCheck,
  findCheck,
  groupByCase,
  isMajority,
  pairCases,
  passesCase,
} from './pair-cases.ts';

/** A flip, with where it happened; not confirmed yet. */
export interface FoundFlip extends Flip {
  readonly suite: string;
  readonly target: string;
  readonly model: string;
}

export interface FindFlipsOptions {
  readonly suite: string;
  readonly target: string;
  readonly model: string;
  /** Head's checks of the arm, the implied one included. */
  readonly checks: readonly Check[];
  /** Head's cases, for the checks of their own. */
  readonly cases?: readonly Case[];
}

/**
 * Cases whose unweighted check flips from pass to fail by the majority of draws, and for hard checks
 * any failure on head that base did not have (state `confirmed`: it needs no fresh runs). Checks of
 * `rendered` text are left out: they do not vary and are reported on their own.
 */
export function findFlips(
  base: Iterable<ComparableRun>,
  head: Iterable<ComparableRun>,
  { suite, target, model, ...asked }: FindFlipsOptions,
): FoundFlip[] {
  const pairs = pairCases(groupByCase(base), groupByCase(head));
  const checksOf = checksByCase(asked);
  return pairs.flatMap((pair) =>
    checksOf(pair.caseId)
      .filter((check) => check.weight === undefined && !readsRendered(check))
      .filter((check) => isFlip(pair, check))
      .map((check): FoundFlip => ({ suite, target, model, ...describe(pair, check) })),
  );
}

function isFlip(pair: CasePair, check: Check): boolean {
  const base = drawsOfCheck(pair.base, check.name);
  const head = drawsOfCheck(pair.head, check.name);
  if (base === undefined || head === undefined) return false;
  if (check.isHard) return base.passed === base.judged && head.passed < head.judged;
  return !pair.isSameRequest && isMajority(base) && !isMajority(head);
}

function describe(pair: CasePair, check: Check): Flip {
  const passing = pair.base.runs.find((run) => findCheck(run, check.name)?.outcome === 'passed');
  const failing = pair.head.runs.find((run) => findCheck(run, check.name)?.outcome === 'failed');
  return {
    caseId: pair.caseId,
    check: check.name,
    state: check.isHard ? 'confirmed' : 'unconfirmed',
    isHard: check.isHard,
    baseAnswer: passing?.text,
    headAnswer: failing?.text,
    reason: failing && findCheck(failing, check.name)?.reason,
  };
}

export interface ChangedAnswers {
  /** Cases that pass on base and fail on head first, then the reverse, then the rest. */
  readonly changed: readonly ChangedAnswer[];
  /** Cases answered on both sides. */
  readonly compared: number;
}

/** Cases whose first answer differs between base and head. */
export function findChangedAnswers(
  base: Iterable<ComparableRun>,
  head: Iterable<ComparableRun>,
  rule: VerdictRule,
): ChangedAnswers {
  const changed: ChangedAnswer[] = [];
  let compared = 0;
  for (const pair of pairCases(groupByCase(base), groupByCase(head))) {
    const before = pair.base.runs.find((run) => run.text !== undefined)?.text;
    const after = pair.head.runs.find((run) => run.text !== undefined)?.text;
    if (before === undefined || after === undefined) continue;
    compared += 1;
    if (before === after) continue;
    changed.push({
      caseId: pair.caseId,
      base: before,
      head: after,
      basePassed: passesCase(pair.base, rule) ?? false,
      headPassed: passesCase(pair.head, rule) ?? false,
    });
  }
  changed.sort((a, b) => rank(a) - rank(b));
  return { changed, compared };
}

function rank({ basePassed, headPassed }: ChangedAnswer): number {
  if (basePassed === headPassed) return 2;
  return basePassed ? 0 : 1;
}
