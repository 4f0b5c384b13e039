import type { Library } from '../library/library.ts';
import type { Case, Suite } from '../library/nodes.ts';
import type { OpenedChange } from './change.ts';
import { baseIdOf, semanticChanges } from './changed-nodes.ts';
import { weakenedDifferences } from './weakened-differences.ts';

/** A suite as base has it, to be judged on head's prompts because head asks less. */
export interface WeakenedCandidate {
  /** Base's suite with head's expectations. */
  readonly suite: Suite;
  readonly madeFrom: Suite;
  /** One clause each. */
  readonly differences: readonly string[];
}

/** Base's suites that head changed in anything but additions and edited expectations, or removed. */
export function weakenedCandidates({ base, head, changes }: OpenedChange): WeakenedCandidate[] {
  const headIds = headSuiteIds(changes);
  return [...base.suites.values()].flatMap((suite): WeakenedCandidate[] => {
    const after = head.suites.get(headIds.get(suite.id) ?? suite.id);
    if (!base.isSound(suite)) return [];
    if (after === undefined) {
      return hasLivingTarget(suite, head)
        ? [{ suite, madeFrom: suite, differences: ['suite removed'] }]
        : [];
    }
    const differences = weakenedDifferences(suite, after);
    if (differences.length === 0) return [];
    return [{ suite: withExpectationsOf(after, suite), madeFrom: suite, differences }];
  });
}

/** Head's id of a renamed suite or of a renamed prompt's inline cases, by base's id. */
function headSuiteIds(changes: OpenedChange['changes']): Map<string, string> {
  const renamed = [
    ...semanticChanges(changes, 'suite').values(),
    ...semanticChanges(changes, 'prompt').values(),
  ];
  return new Map(renamed.flatMap(({ id, from }) => (from === undefined ? [] : [[from.id, id]])));
}

function hasLivingTarget(suite: Suite, head: Library): boolean {
  return suite.targets.some(({ prompt }) => head.prompts.has(prompt));
}

function withExpectationsOf(head: Suite, base: Suite): Suite {
  const after = new Map(head.cases.map((item) => [item.id, item]));
  return { ...base, cases: base.cases.map((item) => withExpectation(item, after.get(item.id))) };
}

function withExpectation(item: Case, after: Case | undefined): Case {
  if (after?.expected === undefined) return item;
  return { ...item, expected: after.expected };
}

/** Expectations that differ between base and head, case by case of suites on both sides. */
export function editedExpectations({ base, head, changes }: OpenedChange) {
  const suites = semanticChanges(changes, 'suite');
  return [...head.suites.values()].flatMap((suite) => {
    const before = base.suites.get(baseIdOf(suite.id, suites));
    if (before === undefined) return [];
    const known = new Map(before.cases.map((item) => [item.id, item]));
    return suite.cases.flatMap((item) => {
      const old = known.get(item.id);
      if (old === undefined || JSON.stringify(old.expected) === JSON.stringify(item.expected)) {
        return [];
      }
      return [{ suite: suite.id, caseId: item.id, base: old.expected, head: item.expected }];
    });
  });
}
