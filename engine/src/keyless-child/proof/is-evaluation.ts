import {
  isAmount,
  isCount,
  isFlag,
  isRatio,
  mapOf,
  oneOf,
  orAbsent,
} from '../../evaluate/results-file/shape.ts';
import {
  boundedList,
  isBoundedText,
  isFiniteNumber,
  isJsonOrAbsent,
  isName,
  isPlainWord,
  tuple,
} from './bounded-shape.ts';

const isInterval = orAbsent(tuple(isFiniteNumber, isFiniteNumber));
const arm = { suite: isName, target: isName, model: isName };

const isAlertCount = mapOf({
  guard: oneOf('pii', 'secrets', 'injection'),
  rule: isPlainWord,
  excerpt: isBoundedText,
  where: oneOf('input', 'output'),
  cases: isCount,
  caseId: isBoundedText,
});

const isMiss = mapOf({
  gate: oneOf('pass_rate.min', 'cost_per_run_usd.max', 'latency_p95_ms.max', 'hard', 'sql'),
  check: orAbsent(isBoundedText),
  wanted: isFiniteNumber,
  got: orAbsent(isFiniteNumber),
  message: isBoundedText,
});

const isCheckOutcome = mapOf({
  name: isBoundedText,
  key: isBoundedText,
  weight: orAbsent(isAmount),
  isHard: isFlag,
  score: orAbsent(isRatio),
  interval: isInterval,
  judged: isCount,
});

const isOutcome = mapOf({
  ...arm,
  cases: isCount,
  passedCases: isCount,
  failedCases: isCount,
  errorCases: isCount,
  notExecutedCases: isCount,
  passRate: orAbsent(isRatio),
  passRateInterval: isInterval,
  checks: boundedList(isCheckOutcome, 1_000),
  score: orAbsent(isRatio),
  flakyCases: boundedList(isBoundedText),
  meanListCostNanoUsd: orAbsent(isAmount),
  latencyP50Ms: orAbsent(isAmount),
  latencyP95Ms: orAbsent(isAmount),
  alerts: orAbsent(boundedList(isAlertCount, 10_000)),
  misses: boundedList(isMiss, 1_000),
});

const isComparison = mapOf({
  name: isBoundedText,
  kind: oneOf('pass-rate', 'check'),
  isWeighted: isFlag,
  base: orAbsent(isFiniteNumber),
  head: orAbsent(isFiniteNumber),
  difference: orAbsent(isFiniteNumber),
  interval: isInterval,
  adjustedP: orAbsent(isFiniteNumber),
  test: oneOf('mcnemar-mid-p', 'paired-bootstrap', 'none'),
  verdict: oneOf('new', 'worse', 'better', 'no-evidence', 'inconclusive'),
  power: orAbsent(
    mapOf({
      detectableDrop: isFiniteNumber,
      wantedDrop: isFiniteNumber,
      casesNeeded: orAbsent(isAmount),
    }),
  ),
  isBlocking: isFlag,
});

const isFlip = mapOf({
  caseId: isBoundedText,
  check: isBoundedText,
  state: oneOf('confirmed', 'not-confirmed', 'unconfirmed'),
  fresh: orAbsent(mapOf({ basePassed: isCount, headPassed: isCount, runs: isCount })),
  isHard: isFlag,
  baseAnswer: orAbsent(isBoundedText),
  headAnswer: orAbsent(isBoundedText),
  reason: orAbsent(isBoundedText),
});

const isChangedAnswer = mapOf({
  caseId: isBoundedText,
  base: isBoundedText,
  head: isBoundedText,
  basePassed: isFlag,
  headPassed: isFlag,
});

const isSuiteComparison = mapOf({
  ...arm,
  file: isName,
  base: orAbsent(isOutcome),
  head: isOutcome,
  pairedCases: isCount,
  repeats: isCount,
  whenUnsure: oneOf('pass', 'warn', 'block'),
  comparisons: boundedList(isComparison, 1_000),
  flips: boundedList(isFlip),
  changedAnswers: boundedList(isChangedAnswer),
  answersCompared: isCount,
});

const isSummary = mapOf({
  cases: isCount,
  runs: isCount,
  passed: isCount,
  failed: isCount,
  errors: isCount,
  notExecuted: isCount,
  requests: isCount,
  cached: isCount,
  replayed: isCount,
  scripted: isCount,
  inputTokens: isAmount,
  outputTokens: isAmount,
  costNanoUsd: orAbsent(isCount),
  unknownCostCalls: isCount,
  knownCostNanoUsd: isCount,
  isUpperBound: isFlag,
  savedNanoUsd: orAbsent(isCount),
});

/** How both sides of a proof went; its mode and seed are not taken from it. */
export const isEvaluation = mapOf({
  gate: oneOf('regression', 'absolute', 'off'),
  suites: boundedList(isSuiteComparison, 5_000),
  notJudged: boundedList(
    mapOf({ suite: isName, target: orAbsent(isName), reason: isBoundedText }),
    10_000,
  ),
  otherTimes: boundedList(mapOf({ suite: isName, when: oneOf('nightly', 'manual') })),
  notCovered: boundedList(isName),
  weakened: boundedList(
    mapOf({
      suite: isName,
      file: isName,
      differences: boundedList(isBoundedText, 10_000),
      outcomes: boundedList(isOutcome, 5_000),
      isFailing: isFlag,
    }),
    5_000,
  ),
  editedExpectations: boundedList(
    mapOf({ suite: isName, caseId: isBoundedText, base: isJsonOrAbsent, head: isJsonOrAbsent }),
  ),
  base: isSummary,
  head: isSummary,
  usesLocalRecordings: isFlag,
});
