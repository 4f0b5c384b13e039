import { problemCodes } from '../../errors/problem-codes.ts';
import {
  isAmount,
  isCount,
  isFlag,
  mapOf,
  oneOf,
  orAbsent,
} from '../../evaluate/results-file/shape.ts';
import type { Proof } from '../../proof/proof.ts';
import { boundedList, isBoundedText, isJsonOrAbsent, isName } from './bounded-shape.ts';
import { isChange } from './is-change.ts';
import { isEvaluation } from './is-evaluation.ts';
import { isMessage } from './is-model-call.ts';

const isSeverity = oneOf('error', 'warning');
const isProblemCode = oneOf(...Object.keys(problemCodes));
const place = { file: isName, line: isCount, column: isCount };

const isProblem = mapOf({
  code: isProblemCode,
  severity: isSeverity,
  message: isBoundedText,
  ...place,
  hint: orAbsent(isBoundedText),
});

const isRenderedFailure = mapOf({
  suite: isName,
  target: isName,
  caseId: isBoundedText,
  check: isBoundedText,
  reason: isBoundedText,
  isOnBase: isFlag,
});

const isRenderedCase = mapOf({
  caseId: isBoundedText,
  base: orAbsent(boundedList(isMessage)),
  head: orAbsent(boundedList(isMessage)),
  diff: boundedList(isBoundedText, 20_000),
  sameDiffCases: isCount,
});

const isRender = mapOf({
  target: isName,
  file: isName,
  why: oneOf('edited', 'affected', 'added', 'removed', 'renamed'),
  through: boundedList(isName, 1_000),
  cases: boundedList(isRenderedCase, 10),
  casesChanged: isCount,
  casesRendered: isCount,
  baseTokens: orAbsent(isAmount),
  headTokens: orAbsent(isAmount),
  note: orAbsent(isBoundedText),
});

const isPromptCost = mapOf({
  target: isName,
  model: isName,
  callsPerMonth: orAbsent(isAmount),
  basePer1000NanoUsd: orAbsent(isCount),
  headPer1000NanoUsd: orAbsent(isCount),
  changeRatio: orAbsent((value) => Number.isFinite(value)),
  baseInputTokens: orAbsent(isAmount),
  headInputTokens: orAbsent(isAmount),
  baseOutputTokens: orAbsent(isAmount),
  headOutputTokens: orAbsent(isAmount),
  baseLatencyP95Ms: orAbsent(isAmount),
  headLatencyP95Ms: orAbsent(isAmount),
});

const isFinding = mapOf({
  severity: isSeverity,
  code: oneOf(
    'problem',
    'rendered-check-failed',
    'worse',
    'inconclusive',
    'flip-confirmed',
    'hard-check-failed',
    'minimum-missed',
    'suite-weakened',
    'not-executed',
    'provider-error',
    'budget',
    'cost-increase',
    'version-bump',
  ),
  message: isBoundedText,
  ...place,
  suite: orAbsent(isName),
  target: orAbsent(isName),
  model: orAbsent(isName),
  check: orAbsent(isBoundedText),
  caseId: orAbsent(isBoundedText),
  problemCode: orAbsent(isProblemCode),
  gate: orAbsent(isBoundedText),
});

const hasShape = mapOf({
  changes: boundedList(isChange),
  promptCount: isCount,
  validation: mapOf({
    files: isCount,
    problems: boundedList(isProblem),
    alreadyOnBase: boundedList(isProblem),
    renderedFailures: boundedList(isRenderedFailure),
  }),
  renders: boundedList(isRender, 20_000),
  evaluation: isEvaluation,
  cost: mapOf({ prompts: boundedList(isPromptCost, 20_000) }),
  policyChanges: boundedList(
    mapOf({
      key: isBoundedText,
      base: isJsonOrAbsent,
      head: isJsonOrAbsent,
      applies: oneOf('now', 'after-merge', 'now-as-content'),
    }),
    10_000,
  ),
  findings: boundedList(isFinding, 20_000),
  verdict: mapOf({ outcome: oneOf('passed', 'warned', 'failed', 'nothing') }),
});

/**
 * True for what every report can show, however untrue it is. What a proof is made of, compares and cost
 * is not looked at: that is not taken from it.
 */
export function isProof(value: unknown): value is Proof {
  return hasShape(value);
}
