import { GalleyError } from '../errors/galley-error.ts';
import { armKey, type EvaluationPlan } from '../evaluate/evaluation-plan.ts';
import { executeEvaluation } from '../evaluate/execute-evaluation.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import type { RunResult, SuiteOutcome } from '../evaluate/results.ts';
import { createSuiteChecks } from '../evaluate/suite-checks.ts';
import { createOutcomeCollector } from '../evaluate/suite-outcomes.ts';
import { withSuiteChecks } from '../evaluate/with-suite-checks.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSink } from '../ports/events.ts';
import type { Programs } from '../ports/programs.ts';

/** What one side answered. */
export interface EvaluatedSide {
  /** Runs by `armKey`. */
  readonly runs: ReadonlyMap<string, readonly RunResult[]>;
  /** By `armKey`; an arm without a run has an outcome without verdicts. */
  readonly outcomes: ReadonlyMap<string, SuiteOutcome>;
  /** What ended the side early: no money left, a provider that refuses. */
  readonly stoppedBy: GalleyError | undefined;
}

export interface EvaluateSideOptions {
  readonly render: RenderCase;
  readonly desk: Pick<ModelDesk, 'ask'>;
  readonly judgeDesk: Pick<ModelDesk, 'ask'>;
  /** Runs the programs of `command` checks; absent where the door runs none. */
  readonly programs?: Programs;
  /** For queries over all answers; absent where the door answers none. */
  readonly clock?: Clock;
  readonly concurrency: number;
  readonly emit: EventSink;
  readonly signal: AbortSignal;
}

/**
 * Runs one side's plan to its end, or to the refusal that stops it; what was finished is kept.
 * @throws GalleyError `interrupted`
 */
export async function evaluateSide(
  plan: EvaluationPlan,
  options: EvaluateSideOptions,
): Promise<EvaluatedSide> {
  const runs = new Map<string, RunResult[]>();
  const collector = createOutcomeCollector(plan);
  const suiteChecks = createSuiteChecks(plan);
  let stoppedBy: GalleyError | undefined;
  try {
    for await (const run of executeEvaluation(plan, options)) {
      collector.add(run);
      suiteChecks.add(run);
      const key = armKey(run);
      const known = runs.get(key);
      if (known === undefined) runs.set(key, [run]);
      else known.push(run);
    }
  } catch (error) {
    if (!(error instanceof GalleyError) || error.code === 'interrupted') throw error;
    stoppedBy = error;
  }
  const { signal, clock } = options;
  const together = await suiteChecks.judge({ clock, signal });
  const outcomes = withSuiteChecks(collector.outcomes(), together);
  return { runs, outcomes: new Map(outcomes.map((it) => [armKey(it), it])), stoppedBy };
}
