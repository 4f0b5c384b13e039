import type { GalleyError } from '../errors/galley-error.ts';
import { adjustComparisons } from '../evaluate/adjust-comparisons.ts';
import {
  type CompareOptions,
  compareOutcomes,
  type RawComparison,
} from '../evaluate/compare-outcomes.ts';
import type { Comparison } from '../evaluate/comparison.ts';
import { confirmFlips } from '../evaluate/confirm-flips.ts';
import { armKey, type PlannedArm, type PlannedSuite } from '../evaluate/evaluation-plan.ts';
import { type FoundFlip, findChangedAnswers, findFlips } from '../evaluate/find-flips.ts';
import type { EvaluationSummary, RunResult } from '../evaluate/results.ts';
import { createSummarizer } from '../evaluate/summarize.ts';
import { armUsage } from './arm-usage.ts';
import type { MeasuredArm } from './cost-change.ts';
import { type EvaluatedSide, type EvaluateSideOptions, evaluateSide } from './evaluate-side.ts';
import { newHardFailures } from './new-hard-failures.ts';
import type { SidePlans } from './plan-sides.ts';
import type { SuiteComparison } from './proof.ts';
import type { SideLibraries } from './side-libraries.ts';

export interface EvaluateSidesOptions {
  readonly base: EvaluateSideOptions;
  readonly head: EvaluateSideOptions;
  readonly libraries: SideLibraries;
  /** False where no flip can block: then none is paid for a second time. */
  readonly confirmsFlips: boolean;
}

/** Both sides of one set of plans, answered, with flips confirmed; verdicts come later. */
export interface EvaluatedSides {
  readonly plans: SidePlans;
  readonly base: EvaluatedSide;
  readonly head: EvaluatedSide;
  readonly flips: readonly FoundFlip[];
  readonly summaries: { readonly base: EvaluationSummary; readonly head: EvaluationSummary };
  /** What ended the evaluation early. */
  readonly stoppedBy: GalleyError | undefined;
  readonly libraries: SideLibraries;
}

/**
 * Answers head's plan, then base's, then draws flipped cases again on both.
 * @throws GalleyError `interrupted`
 */
export async function evaluateSides(
  plans: SidePlans,
  options: EvaluateSidesOptions,
): Promise<EvaluatedSides> {
  const head = await evaluateSide(plans.head, options.head);
  const base =
    head.stoppedBy === undefined
      ? await evaluateSide(plans.base, options.base)
      : { runs: new Map(), outcomes: new Map(), stoppedBy: undefined };
  const summarizers = {
    base: createSummarizer(plans.base),
    head: createSummarizer(plans.head),
  };
  for (const runs of head.runs.values()) for (const run of runs) summarizers.head.add(run);
  for (const runs of base.runs.values()) for (const run of runs) summarizers.base.add(run);
  const found = arms(plans.head.suites).flatMap(({ arm }) =>
    findFlips(runsOf(base, arm), runsOf(head, arm), arm),
  );
  const stopped = head.stoppedBy ?? base.stoppedBy;
  const confirmed =
    stopped === undefined && options.confirmsFlips
      ? await confirmFlips(found, {
          base: { plan: plans.base, options: options.base },
          head: { plan: plans.head, options: options.head },
          onRun: (side, run) => summarizers[side].add(run),
        })
      : { flips: found, stopped };
  if (confirmed.stopped?.code === 'interrupted') throw confirmed.stopped;
  return {
    plans,
    base,
    head,
    flips: confirmed.flips,
    summaries: { base: summarizers.base.summary(), head: summarizers.head.summary() },
    stoppedBy: confirmed.stopped,
    libraries: options.libraries,
  };
}

/** One arm compared, before all p-values of the proof are adjusted together. */
interface RawArm {
  readonly arm: PlannedArm;
  readonly planned: PlannedSuite;
  readonly sides: EvaluatedSides;
  readonly raw: readonly RawComparison[];
}

/** Every arm of several evaluations compared, p-values adjusted over all of them together. */
export function compareSides(evaluations: readonly EvaluatedSides[]): MeasuredArm[][] {
  const raw = evaluations.map((sides) =>
    arms(sides.plans.head.suites).map(
      ({ arm, planned }): RawArm => ({ arm, planned, sides, raw: compareArm(arm, planned, sides) }),
    ),
  );
  const adjusted = adjustComparisons(raw.flat().map((entry) => entry.raw));
  let next = 0;
  return raw.map((list) => list.map((entry) => measuredArm(entry, adjusted[next++] ?? [])));
}

function compareArm(
  arm: PlannedArm,
  { suite }: PlannedSuite,
  sides: EvaluatedSides,
): RawComparison[] {
  const options: CompareOptions = {
    checks: arm.checks,
    ...(arm.caseChecks && { caseChecks: arm.caseChecks }),
    gate: suite.gate,
    repeats: arm.repeats,
    passAtLeast: arm.passAtLeast,
    newCases: sides.plans.newCases.get(arm.suite) ?? new Set(),
  };
  return compareOutcomes(baseRuns(arm, sides), runsOf(sides.head, arm), options);
}

/** `undefined` when base has no such prompt or variant; empty when it has one that was not run. */
function baseRuns(arm: PlannedArm, sides: EvaluatedSides): readonly RunResult[] | undefined {
  const prompt = sides.libraries.base.prompts.get(arm.prompt.id);
  if (prompt === undefined) return undefined;
  if (arm.variant !== undefined && !prompt.variants.has(arm.variant)) return undefined;
  return runsOf(sides.base, arm);
}

function measuredArm(
  { arm, planned, sides, raw }: RawArm,
  comparisons: readonly Comparison[],
): MeasuredArm {
  const key = armKey(arm);
  const headOutcome = sides.head.outcomes.get(key);
  if (headOutcome === undefined) throw new TypeError(`no outcome for ${key}`);
  const baseRunsOfArm = baseRuns(arm, sides);
  const answers = findChangedAnswers(baseRunsOfArm ?? [], runsOf(sides.head, arm), arm);
  const newCases = sides.plans.newCases.get(arm.suite);
  const isNew = (caseId: string) => baseRunsOfArm === undefined || newCases?.has(caseId) === true;
  const comparison: SuiteComparison = {
    suite: arm.suite,
    target: arm.target,
    model: arm.model,
    file: planned.suite.file,
    base: sides.base.outcomes.get(key),
    head: headOutcome,
    pairedCases: raw[0]?.pairedCases ?? 0,
    repeats: arm.repeats,
    whenUnsure: planned.suite.gate.whenUnsure,
    comparisons,
    flips: [
      ...sides.flips.filter((flip) => armKey(flip) === key).map(withoutPlace),
      ...newHardFailures(arm, runsOf(sides.head, arm), isNew),
    ],
    changedAnswers: answers.changed,
    answersCompared: answers.compared,
  };
  return {
    comparison,
    baseUsage: baseRunsOfArm && armUsage(baseRunsOfArm),
    headUsage: armUsage(runsOf(sides.head, arm)),
  };
}

function withoutPlace({ suite: _suite, target: _target, model: _model, ...flip }: FoundFlip) {
  return flip;
}

function arms(suites: readonly PlannedSuite[]): { arm: PlannedArm; planned: PlannedSuite }[] {
  return suites.flatMap((planned) => planned.arms.map((arm) => ({ arm, planned })));
}

function runsOf(side: EvaluatedSide, arm: PlannedArm): readonly RunResult[] {
  return side.runs.get(armKey(arm)) ?? [];
}
