import { comparisonSeed } from '../evaluate/compare-outcomes.ts';
import { judgeFlipsTogether } from '../evaluate/judge-flips-together.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import type { OpenedChange } from './change.ts';
import { costChange } from './cost-change.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import type { EvaluatedSide } from './evaluate-side.ts';
import { compareSides, type EvaluatedSides, evaluateSides } from './evaluate-sides.ts';
import type { FindingsInput } from './findings-input.ts';
import { planWeakened, weakenedSuites } from './judge-weakened.ts';
import { notJudged } from './not-judged.ts';
import { planSides } from './plan-sides.ts';
import { productionCalls } from './production-calls.ts';
import type { EvaluationProof } from './proof.ts';
import { type ScopedSuite, suitesAtOtherTimes, uncoveredPrompts } from './proof-scope.ts';
import type { ProveOptions } from './prove-options.ts';
import { runCost } from './run-cost.ts';
import { createAnswerSharing } from './share-answers.ts';
import type { SideLibraries } from './side-libraries.ts';
import { editedExpectations, weakenedCandidates } from './weakened-suites.ts';

export interface EvaluateChangeOptions {
  readonly policy: EffectivePolicy;
  readonly libraries: SideLibraries;
  readonly scope: readonly ScopedSuite[];
  readonly render: { readonly base: RenderCase; readonly head: RenderCase };
  readonly options: ProveOptions;
}

type Evaluated = Pick<
  FindingsInput,
  'evaluation' | 'cost' | 'notJudged' | 'stoppedBy' | 'erredCases' | 'openChecks'
>;

/**
 * Head's suites on both sides, then base's weakened suites on both sides, compared and priced
 * together: one family of p-values, one bill.
 * @throws GalleyError `interrupted`, and what a desk throws for missing secrets and refused hosts
 */
export async function evaluateChange(
  change: OpenedChange,
  context: EvaluateChangeOptions,
): Promise<Evaluated> {
  const { policy, libraries, scope, options } = context;
  const desks = openDesks(change, context);
  const sides = {
    base: desks.side('base'),
    head: desks.side('head'),
    libraries,
    confirmsFlips: policy.gate.evaluate !== 'off',
  };
  const planOptions = {
    mode: options.mode,
    policy,
    ...(options.models !== undefined && { models: options.models }),
    ...(options.repeats !== undefined && { repeats: options.repeats }),
  };
  const main = await evaluateSides(planSides(change, libraries, scope, planOptions), sides);
  const candidates = weakenedCandidates(change);
  const weak =
    main.stoppedBy === undefined
      ? await evaluateSides(planWeakened(candidates, libraries, planOptions), sides)
      : undefined;
  const evaluations = withFlipsJudged(weak === undefined ? [main] : [main, weak]);
  const [mainArms = [], weakArms = []] = compareSides(evaluations);
  const evaluation: EvaluationProof = {
    gate: policy.gate.evaluate,
    mode: options.mode,
    seed: comparisonSeed,
    suites: mainArms.map((arm) => arm.comparison),
    notJudged: notJudged(main.plans, libraries),
    otherTimes: suitesAtOtherTimes(change),
    notCovered: uncoveredPrompts(change),
    weakened: weakenedSuites(
      candidates,
      weakArms.map((arm) => arm.comparison),
      { gate: policy.gate, libraries, render: context.render },
    ),
    editedExpectations: editedExpectations(change),
    base: main.summaries.base,
    head: main.summaries.head,
    usesScripted: desks.usesScripted(),
    usesLocalRecordings: evaluations.some(hasLocalRecordings),
  };
  return {
    evaluation,
    cost: {
      ...runCost(desks.bill(), options.spentNanoUsd?.()),
      capNanoUsd: options.capNanoUsd,
      prompts: costChange(mainArms, productionCalls(policy.head, change.head)),
    },
    notJudged: main.plans.head.notJudged,
    stoppedBy: main.stoppedBy ?? weak?.stoppedBy,
    erredCases: evaluations.reduce((sum, { base, head }) => sum + erred(base) + erred(head), 0),
    openChecks: openChecks(main.head),
  };
}

/** One family of flips, whichever evaluation found them. */
function withFlipsJudged(evaluations: readonly EvaluatedSides[]): EvaluatedSides[] {
  const flips = judgeFlipsTogether(evaluations.map((sides) => sides.flips));
  return evaluations.map((sides, index) => ({ ...sides, flips: flips[index] ?? sides.flips }));
}

/** The desks of one proof: each side's own aliases, base's judges, answers shared among them. */
function openDesks(change: OpenedChange, { policy, render, options }: EvaluateChangeOptions) {
  const sharing = createAnswerSharing();
  const { base, head } = change;
  const desks = {
    head: options.createDesk(policy.head, head.scriptedFiles, 'head'),
    base: options.createDesk(policy.base, base.scriptedFiles, 'base'),
    judge: options.createDesk(
      policy.judge,
      new Map([...head.scriptedFiles, ...base.scriptedFiles]),
      'judge',
    ),
  };
  const judgeDesk = sharing.share(desks.judge);
  return {
    side: (name: 'base' | 'head') => ({
      render: render[name],
      desk: sharing.share(desks[name]),
      judgeDesk,
      ...(options.programs && { programs: options.programs }),
      ...(options.clock && { clock: options.clock }),
      concurrency: options.concurrency,
      emit: options.emit,
      signal: options.signal,
    }),
    bill: sharing.bill,
    usesScripted: () => Object.values(desks).some((desk) => desk.usesScripted),
  };
}

function hasLocalRecordings(sides: EvaluatedSides): boolean {
  return [sides.base, sides.head].some((side) =>
    [...side.runs.values()].some((runs) => runs.some((run) => run.source === 'cassette-local')),
  );
}

/**
 * A check that could not be judged leaves its case open though the model answered; so does an answer
 * that nobody vouches for.
 */
function openChecks({ runs }: EvaluatedSide): Map<string, string[]> {
  const open = [...runs.values()]
    .flat()
    .filter(({ outcome }) => outcome === 'not-executed')
    .filter(({ text, reason }) => text !== undefined || reason?.includes('unverified') === true);
  const bySuite = Map.groupBy(open, ({ suite }) => suite);
  return new Map(
    [...bySuite].map(([suite, found]) => [
      suite,
      [...new Set(found.flatMap(({ reason }) => reason ?? []))],
    ]),
  );
}

/** Cases that a provider or a judge left without a verdict; those that cannot be rendered are none. */
function erred({ runs, outcomes }: EvaluatedSide): number {
  let count = 0;
  for (const [key, { errorCases }] of outcomes) {
    const failed = (runs.get(key) ?? []).filter(
      ({ outcome, rendered }) => outcome === 'error' && rendered !== undefined,
    );
    count += Math.min(errorCases, new Set(failed.map(({ caseId }) => caseId)).size);
  }
  return count;
}
