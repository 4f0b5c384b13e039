import type { Case, Suite } from '../library/nodes.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import type { OpenedChange } from './change.ts';
import { renamesOf } from './changed-nodes.ts';
import { isSameQuestion, weakenedDifferences } from './weakened-differences.ts';

/** A suite as base has it, to be judged on head's prompts because head asks less. */
export interface WeakenedCandidate {
  /** Base's suite with head's expectations. */
  readonly suite: Suite;
  readonly madeFrom: Suite;
  /** One clause each. */
  readonly differences: readonly string[];
}

/**
 * Base's suites that head changed in anything but additions and edited expectations, or removed.
 * Targets are named as on head. Suites that do not run at pull requests are left out.
 */
export function weakenedCandidates({ base, head, changes }: OpenedChange): WeakenedCandidate[] {
  const suites = renamesOf(changes, 'suite');
  const prompts = renamesOf(changes, 'prompt');
  return [...base.suites.values()].flatMap((madeFrom): WeakenedCandidate[] => {
    if (!base.isSound(madeFrom) || madeFrom.when !== undefined) return [];
    const targets = madeFrom.targets
      .map((target) => ({ ...target, prompt: prompts.headId(target.prompt) }))
      .filter(({ prompt }) => head.prompts.has(prompt));
    if (targets.length === 0) return [];
    const suite = { ...madeFrom, targets };
    const after = head.suites.get(suites.headId(madeFrom.id));
    if (after === undefined) return [{ suite, madeFrom, differences: ['suite removed'] }];
    const differences = weakenedDifferences(suite, after);
    if (differences.length === 0) return [];
    return [{ suite: withExpectationsOf(after, suite), madeFrom, differences }];
  });
}

function withExpectationsOf(head: Suite, base: Suite): Suite {
  const after = new Map(head.cases.map((item) => [item.id, item]));
  return { ...base, cases: base.cases.map((item) => withExpectation(item, after.get(item.id))) };
}

/** Head's expectation, where head still asks the same: the answer to another question is none. */
function withExpectation(item: Case, after: Case | undefined): Case {
  if (after?.expected === undefined || !isSameQuestion(item, after)) return item;
  const { isExpectedText: _, ...others } = item;
  const { expected, isExpectedText } = after;
  return { ...others, expected, ...(isExpectedText && { isExpectedText }) };
}

/** Expectations that differ between base and head, case by case of suites on both sides. */
export function editedExpectations({ base, head, changes }: OpenedChange) {
  const renames = renamesOf(changes, 'suite');
  return [...head.suites.values()].flatMap((suite) => {
    const before = base.suites.get(renames.baseId(suite.id));
    if (before === undefined) return [];
    const known = new Map(before.cases.map((item) => [item.id, item]));
    return suite.cases.flatMap((item) => {
      const old = known.get(item.id);
      if (old === undefined || textOf(old.expected) === textOf(item.expected)) return [];
      return [{ suite: suite.id, caseId: item.id, base: old.expected, head: item.expected }];
    });
  });
}

function textOf(expected: Case['expected']): string | undefined {
  return expected === undefined ? undefined : canonicalJson(expected);
}
