import type { EvaluationSummary, SuiteOutcome } from '../../evaluate/results.ts';
import type { Proof, SuiteComparison } from '../../proof/proof.ts';

const summary: EvaluationSummary = {
  cases: 48,
  runs: 144,
  passed: 120,
  failed: 24,
  errors: 0,
  notExecuted: 0,
  requests: 0,
  cached: 0,
  replayed: 0,
  scripted: 144,
  inputTokens: 12_000,
  outputTokens: 3_000,
  costNanoUsd: 0,
  unknownCostCalls: 0,
  knownCostNanoUsd: 0,
  isUpperBound: false,
  savedNanoUsd: 0,
};

/** How a suite went, for tests of the reports. */
export function sampleOutcome(change: Partial<SuiteOutcome> = {}): SuiteOutcome {
  return {
    suite: 'escalations',
    target: 'support/escalate',
    model: 'default-chat',
    cases: 48,
    passedCases: 42,
    failedCases: 6,
    errorCases: 0,
    notExecutedCases: 0,
    passRate: 0.875,
    passRateInterval: [0.75, 0.94],
    score: undefined,
    checks: [],
    flakyCases: [],
    meanListCostNanoUsd: 420_000,
    latencyP50Ms: 400,
    latencyP95Ms: 1_900,
    misses: [],
    ...change,
  };
}

/** One suite that got worse, with an example. */
export function sampleComparison(change: Partial<SuiteComparison> = {}): SuiteComparison {
  return {
    suite: 'escalations',
    target: 'support/escalate',
    model: 'default-chat',
    file: 'suites/escalations.yaml',
    base: sampleOutcome({ passedCases: 47, failedCases: 1, passRate: 0.97 }),
    head: sampleOutcome(),
    pairedCases: 48,
    repeats: 3,
    whenUnsure: 'warn',
    comparisons: [
      {
        name: 'right queue',
        kind: 'check',
        isWeighted: false,
        base: 0.97,
        head: 0.88,
        difference: -0.09,
        interval: [-0.16, -0.02],
        adjustedP: 0.01,
        test: 'mcnemar-mid-p',
        verdict: 'worse',
        power: undefined,
        isBlocking: true,
      },
    ],
    flips: [
      {
        caseId: 'late-parcel',
        check: 'right queue',
        state: 'confirmed',
        fresh: { basePassed: 5, headPassed: 0, runs: 5 },
        isHard: false,
        baseAnswer: '{"queue": "logistics"}',
        headAnswer: '{"queue": "billing"}',
        reason: 'expected "logistics", got "billing"',
      },
    ],
    changedAnswers: [
      {
        caseId: 'late-parcel',
        base: '{"queue": "logistics"}',
        head: '{"queue": "billing"}',
        basePassed: true,
        headPassed: false,
      },
    ],
    answersCompared: 48,
    ...change,
  };
}

/** A proof with one undeclared input and one regression, for tests of the reports. */
export function sampleProof(change: Partial<Proof> = {}): Proof {
  return {
    schema: 'galley-proof/v1',
    project: '',
    revisions: {
      base: '4be07d3000000000000000000000000000000000',
      head: '9f2c1ab000000000000000000000000000000000',
      policy: {
        ref: 'main',
        commit: '77e01aa000000000000000000000000000000000',
        from: 'base',
      },
    },
    policy: { mode: 'enforce', outputs: 'full' },
    changes: [
      {
        kind: 'prompt',
        id: 'support/escalate',
        file: 'prompts/support/escalate.yaml',
        what: 'edited',
        isSemantic: true,
      },
    ],
    promptCount: 212,
    validation: {
      files: 14,
      problems: [
        {
          code: 'input-undeclared',
          severity: 'error',
          message: 'input `order_idd` is not declared',
          file: 'prompts/support/refund.yaml',
          line: 23,
          column: 11,
          hint: 'did you mean `order_id`?',
        },
      ],
      alreadyOnBase: [],
      renderedFailures: [],
    },
    renders: [
      {
        target: 'support/escalate',
        file: 'prompts/support/escalate.yaml',
        why: 'edited',
        through: [],
        cases: [
          {
            caseId: 'late-parcel',
            base: [{ role: 'system', content: 'Answer briefly.' }],
            head: [{ role: 'system', content: 'Answer at length.' }],
            diff: [' [system]', '-Answer briefly.', '+Answer at length.'],
            sameDiffCases: 48,
          },
        ],
        casesChanged: 48,
        casesRendered: 48,
        baseTokens: 412,
        headTokens: 438,
        note: undefined,
      },
    ],
    evaluation: {
      gate: 'regression',
      mode: 'replay',
      seed: 7,
      suites: [sampleComparison()],
      notJudged: [],
      otherTimes: [],
      notCovered: [],
      weakened: [],
      editedExpectations: [],
      base: summary,
      head: summary,
      usesScripted: true,
      usesLocalRecordings: false,
    },
    cost: {
      runNanoUsd: 1_870_000_000,
      knownRunNanoUsd: 1_870_000_000,
      unknownCostCalls: 0,
      isUpperBound: false,
      savedNanoUsd: 0,
      capNanoUsd: 2_000_000_000,
      prompts: [
        {
          target: 'support/escalate',
          model: 'default-chat',
          callsPerMonth: undefined,
          basePer1000NanoUsd: 3_810_000_000,
          headPer1000NanoUsd: 4_230_000_000,
          changeRatio: 0.1102,
          baseInputTokens: 412,
          headInputTokens: 438,
          baseOutputTokens: 156,
          headOutputTokens: 156,
          baseLatencyP95Ms: 1_900,
          headLatencyP95Ms: 2_100,
        },
      ],
    },
    policyChanges: [],
    findings: [
      {
        severity: 'error',
        code: 'problem',
        message: 'input `order_idd` is not declared (did you mean `order_id`?)',
        file: 'prompts/support/refund.yaml',
        line: 23,
        column: 11,
        problemCode: 'input-undeclared',
      },
      {
        severity: 'error',
        code: 'worse',
        message: '`support/escalate`, right queue: worse, 0.97 → 0.88 (−0.09)',
        file: 'suites/escalations.yaml',
        line: 1,
        column: 1,
        suite: 'escalations',
        target: 'support/escalate',
        model: 'default-chat',
        check: 'right queue',
      },
    ],
    verdict: { outcome: 'failed', exitCode: 2, headline: '1 problem, 1 regression' },
    ...change,
  };
}
