import { comparisonSeed } from '../evaluate/compare-outcomes.ts';
import type { Library } from '../library/library.ts';
import type { Project } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { EventSink } from '../ports/events.ts';
import { createRenderer } from '../render/create-renderer.ts';
import { caseRenderer } from './case-renderer.ts';
import type { OpenedChange } from './change.ts';
import { costChange } from './cost-change.ts';
import { decideVerdict } from './decide-verdict.ts';
import { type EffectivePolicy, effectivePolicy } from './effective-policy.ts';
import { compareSides, type EvaluatedSides, evaluateSides } from './evaluate-sides.ts';
import { evaluationFindings } from './evaluation-findings.ts';
import { type FindingsInput, findFindings } from './find-findings.ts';
import { planSides, planSuites, type SidePlans } from './plan-sides.ts';
import { policyChanges } from './policy-changes.ts';
import type { CostProof, EvaluationProof, Proof, WeakenedSuite } from './proof.ts';
import { proofScope, type ScopedSuite, uncoveredPrompts } from './proof-scope.ts';
import { renderChanges } from './render-changes.ts';
import { renderedFailures } from './rendered-checks.ts';
import { type KnownAnswers, shareAnswers } from './share-answers.ts';
import { type SideLibraries, sideLibraries, withSuites } from './side-libraries.ts';
import { partProblems } from './validate-change.ts';
import { versionBumps } from './version-bumps.ts';
import {
  editedExpectations,
  type WeakenedCandidate,
  weakenedCandidates,
} from './weakened-suites.ts';

export interface ProveOptions {
  readonly mode: Mode;
  /** Draws under way at once, at least 1. */
  readonly concurrency: number;
  /**
   * A desk for one side's aliases. All desks of one proof share budget, cache and recordings; the
   * budget's cap is `policy.head.budgets`, or a lower one the user gave.
   */
  readonly createDesk: (project: Project, scriptedFiles: Library['scriptedFiles']) => ModelDesk;
  /** Aliases given on the command line instead of the suites' own. */
  readonly models?: readonly string[];
  /** What unexecuted cases mean when no policy says so: `warn` in the CLI, `error` in bot and Action. */
  readonly notExecutedDefault: 'error' | 'warn';
  /** Warnings count as errors. */
  readonly isStrict?: boolean;
  /** The cap that holds for this proof, for showing; `undefined` is none. */
  readonly capNanoUsd: number | undefined;
  readonly emit: EventSink;
  readonly signal: AbortSignal;
}

/** Both sides' policy for an opened change, as `prove` will apply it: a door sizes its budget by it. */
export function policyOf(change: OpenedChange): EffectivePolicy {
  return effectivePolicy(change.policy, change.base.project, change.head.project);
}

/**
 * The main job: what a change does to one project, judged against base. Validates, renders, runs both
 * sides on the same cases, compares, prices, and gives a verdict; equal inputs give an equal Proof.
 * @throws GalleyError `interrupted`, and what a desk throws for missing secrets and refused hosts
 */
export async function prove(change: OpenedChange, options: ProveOptions): Promise<Proof> {
  const policy = policyOf(change);
  const libraries = sideLibraries(change, policy);
  const renderer = createRenderer();
  const render = {
    base: caseRenderer(libraries.base, renderer),
    head: caseRenderer(libraries.head, renderer),
  };
  const scope = proofScope(change);
  const { problems, alreadyOnBase } = partProblems(change);
  const bumps = versionBumps(change, policy.gate);
  const failures = renderedFailures(libraries, scope, render);
  const renders = renderChanges({ ...libraries, changes: change.changes }, render);
  const evaluated = await evaluateChange(change, { policy, libraries, scope, render, options });
  const findings = findFindings({
    ...evaluated,
    problems: [...problems, ...bumps],
    failures,
    policy,
    options,
    suites: change.head.suites,
  });
  const isUnchanged =
    change.changes.changes.length === 0 &&
    problems.length === 0 &&
    evaluated.cost.prompts.length === 0;
  return {
    schema: 'galley-proof/v1',
    project: change.project,
    revisions: change.revisions,
    changes: change.changes.changes,
    promptCount: change.head.prompts.size,
    validation: {
      files: change.head.fileCount,
      problems: [...problems, ...bumps],
      alreadyOnBase,
      renderedFailures: failures,
    },
    renders,
    evaluation: evaluated.evaluation,
    cost: evaluated.cost,
    policyChanges: policyChanges(change.policy, change.head.project, policy),
    findings,
    verdict: decideVerdict(findings, change.revisions.policy, isUnchanged),
  };
}

interface EvaluateContext {
  readonly policy: EffectivePolicy;
  readonly libraries: SideLibraries;
  readonly scope: readonly ScopedSuite[];
  readonly render: Parameters<typeof renderedFailures>[2];
  readonly options: ProveOptions;
}

type Evaluated = Pick<FindingsInput, 'evaluation' | 'cost' | 'stoppedBy'>;

async function evaluateChange(change: OpenedChange, context: EvaluateContext): Promise<Evaluated> {
  const { policy, libraries, scope, options } = context;
  const known: KnownAnswers = new Map();
  const desks = {
    head: options.createDesk(policy.head, change.head.scriptedFiles),
    base: options.createDesk(policy.base, change.base.scriptedFiles),
    judge: options.createDesk(
      policy.judge,
      new Map([...change.head.scriptedFiles, ...change.base.scriptedFiles]),
    ),
  };
  const judgeDesk = shareAnswers(desks.judge, known);
  const side = (name: 'base' | 'head') => ({
    render: context.render[name],
    desk: shareAnswers(desks[name], known),
    judgeDesk,
    concurrency: options.concurrency,
    emit: options.emit,
    signal: options.signal,
  });
  const sides = { base: side('base'), head: side('head'), libraries };
  const planOptions = { mode: options.mode, policy, ...modelsOf(options) };
  const main = await evaluateSides(planSides(change, libraries, scope, planOptions), sides);
  const candidates = weakenedCandidates(change);
  const weak = await evaluateSides(planWeakened(candidates, libraries, planOptions), sides);
  const [mainArms = [], weakArms = []] = compareSides([main, weak]);
  const comparisons = mainArms.map((arm) => arm.comparison);
  const evaluation: EvaluationProof = {
    mode: options.mode,
    seed: comparisonSeed,
    suites: comparisons,
    notJudged: main.plans.head.notJudged,
    notCovered: uncoveredPrompts(change),
    weakened: candidates.map((candidate): WeakenedSuite => {
      const judged = weakArms
        .map((arm) => arm.comparison)
        .filter((comparison) => comparison.suite === candidate.suite.id);
      const reasons = evaluationFindings({ suites: judged, weakened: [] }, policy.gate);
      return {
        suite: candidate.suite.id,
        file: candidate.suite.file,
        differences: candidate.differences,
        outcomes: judged.map((comparison) => comparison.head),
        isFailing: reasons.some((reason) => reason.severity === 'error'),
      };
    }),
    editedExpectations: editedExpectations(change),
    base: main.summaries.base,
    head: main.summaries.head,
    usesScripted: desks.head.usesScripted || desks.base.usesScripted,
    usesLocalRecordings: [main, weak].some(hasLocalRecordings),
  };
  return {
    evaluation,
    cost: costOf([main, weak], mainArms, options.capNanoUsd),
    stoppedBy: main.stoppedBy ?? weak.stoppedBy,
  };
}

/** Base's suites, as base has them, on head's and on base's prompts. */
function planWeakened(
  candidates: readonly WeakenedCandidate[],
  libraries: SideLibraries,
  options: Parameters<typeof planSides>[3],
): SidePlans {
  const suitesFrom = withSuites(libraries.base, candidates);
  const scope = candidates.map(({ suite }) => ({ id: suite.id, targets: undefined }));
  return {
    head: planSuites(libraries.head, scope, { ...options, side: 'head', suitesFrom }),
    base: planSuites(libraries.base, scope, { ...options, side: 'base', suitesFrom }),
    newCases: new Map(),
  };
}

function modelsOf({ models }: ProveOptions): { models?: readonly string[] } {
  return models === undefined ? {} : { models };
}

function hasLocalRecordings(sides: EvaluatedSides): boolean {
  return [sides.base, sides.head].some((side) =>
    [...side.runs.values()].some((runs) => runs.some((run) => run.source === 'cassette-local')),
  );
}

function costOf(
  evaluations: readonly EvaluatedSides[],
  arms: Parameters<typeof costChange>[0],
  capNanoUsd: number | undefined,
): CostProof {
  const summaries = evaluations.flatMap(({ summaries }) => [summaries.base, summaries.head]);
  const unknownCostCalls = summaries.reduce((sum, one) => sum + one.unknownCostCalls, 0);
  const knownRunNanoUsd = summaries.reduce((sum, one) => sum + one.knownCostNanoUsd, 0);
  const savings = summaries.map((one) => one.savedNanoUsd);
  return {
    runNanoUsd: unknownCostCalls > 0 ? undefined : knownRunNanoUsd,
    knownRunNanoUsd,
    unknownCostCalls,
    isUpperBound: summaries.some((one) => one.isUpperBound),
    savedNanoUsd: savings.includes(undefined)
      ? undefined
      : savings.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    capNanoUsd,
    prompts: costChange(arms),
  };
}
