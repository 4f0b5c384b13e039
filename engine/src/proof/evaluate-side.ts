import { GalleyError } from '../errors/galley-error.ts';
import { armKey, type EvaluationPlan } from '../evaluate/evaluation-plan.ts';
import { executeEvaluation } from '../evaluate/execute-evaluation.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import type { RunResult, SuiteOutcome } from '../evaluate/results.ts';
import { createOutcomeCollector } from '../evaluate/suite-outcomes.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import type { EventSink } from '../ports/events.ts';

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
  let stoppedBy: GalleyError | undefined;
  try {
    for await (const run of executeEvaluation(plan, options)) {
      collector.add(run);
      const key = armKey(run);
      const known = runs.get(key);
      if (known === undefined) runs.set(key, [run]);
      else known.push(run);
    }
  } catch (error) {
    if (!(error instanceof GalleyError) || error.code === 'interrupted') throw error;
    stoppedBy = error;
  }
  const outcomes = new Map(collector.outcomes().map((outcome) => [armKey(outcome), outcome]));
  return { runs, outcomes, stoppedBy };
}
