import { GalleyError } from '../errors/galley-error.ts';
import { armKey, type EvaluationPlan } from './evaluation-plan.ts';
import { type ExecuteOptions, executeEvaluation } from './execute-evaluation.ts';
import type { FoundFlip } from './find-flips.ts';
import { freshPlan } from './fresh-plan.ts';
import { type FreshDraws, judgeFlips } from './judge-flips.ts';
import { findCheck } from './pair-cases.ts';
import type { RunResult } from './results.ts';

/** One side as it was evaluated: fresh runs are made the same way. */
export interface EvaluatedSide {
  readonly plan: EvaluationPlan;
  readonly options: ExecuteOptions;
}

export interface ConfirmOptions {
  readonly base: EvaluatedSide;
  readonly head: EvaluatedSide;
  /** Gets every fresh run, for counting its cost. */
  readonly onRun?: (side: 'base' | 'head', run: RunResult) => void;
}

export interface ConfirmedFlips {
  /** In the order given, each with its state. */
  readonly flips: readonly FoundFlip[];
  /** The refusal that ended the fresh runs early: a spent budget, an interruption. */
  readonly stopped: GalleyError | undefined;
}

/**
 * Draws the cases of flips again on both sides, `gate.confirm` times under new repeat indices, and
 * confirms the flips that the fresh draws alone show ({@link judgeFlips}). The flips given should be
 * those of one proof. Flips of hard checks are confirmed already and draw nothing; draws that mode or budget forbid leave a flip
 * unconfirmed.
 */
export async function confirmFlips(
  flips: readonly FoundFlip[],
  options: ConfirmOptions,
): Promise<ConfirmedFlips> {
  const open = flips.filter((flip) => flip.state === 'unconfirmed');
  if (open.length === 0) return { flips, stopped: undefined };
  const base = await drawAgain(open, 'base', options);
  // A flip that base could not draw again stays open, so head need not draw for it either.
  const drawnOnBase = open.filter((flip) => (base.draws.get(flip)?.length ?? 0) > 0);
  const head =
    base.stopped === undefined
      ? await drawAgain(drawnOnBase, 'head', options)
      : { draws: new Map<FoundFlip, boolean[]>(), stopped: base.stopped };
  const planned = new Map(
    options.head.plan.suites.map(({ suite }) => [suite.id, suite.gate.confirmRuns]),
  );
  const tested = open.flatMap((flip) => {
    const fresh = countDraws(base.draws.get(flip) ?? [], head.draws.get(flip) ?? []);
    return fresh === undefined ? [] : [{ flip, fresh }];
  });
  const confirmed = judgeFlips(tested.map(({ fresh }) => fresh));
  const results = new Map<FoundFlip, FoundFlip>();
  for (const [index, { flip, fresh }] of tested.entries()) {
    const isComplete = fresh.runs === planned.get(flip.suite);
    const otherwise = isComplete ? 'not-confirmed' : 'unconfirmed';
    results.set(flip, { ...flip, fresh, state: confirmed[index] ? 'confirmed' : otherwise });
  }
  return { flips: flips.map((flip) => results.get(flip) ?? flip), stopped: head.stopped };
}

interface DrawnAgain {
  /** Whether the check passed, for each judged draw. */
  readonly draws: ReadonlyMap<FoundFlip, readonly boolean[]>;
  readonly stopped: GalleyError | undefined;
}

async function drawAgain(
  flips: readonly FoundFlip[],
  side: 'base' | 'head',
  options: ConfirmOptions,
): Promise<DrawnAgain> {
  const { plan, options: executeOptions } = options[side];
  const draws = new Map<FoundFlip, boolean[]>(flips.map((flip) => [flip, []]));
  const byCase = Map.groupBy(flips, (flip) => caseKey(flip));
  const cases = new Map<string, Set<string>>();
  for (const flip of flips) {
    const ids = cases.get(armKey(flip)) ?? new Set();
    cases.set(armKey(flip), ids.add(flip.caseId));
  }
  try {
    for await (const run of executeEvaluation(freshPlan(plan, cases), executeOptions)) {
      options.onRun?.(side, run);
      for (const flip of byCase.get(caseKey(run)) ?? []) {
        const outcome = findCheck(run, flip.check)?.outcome;
        if (outcome === 'passed' || outcome === 'failed') {
          draws.get(flip)?.push(outcome === 'passed');
        }
      }
    }
    return { draws, stopped: undefined };
  } catch (error) {
    if (error instanceof GalleyError) return { draws, stopped: error };
    throw error;
  }
}

function caseKey(of: { suite: string; target: string; model: string; caseId: string }): string {
  return `${armKey(of)}${of.caseId}`;
}

/** As many draws of each side as both have; `undefined` when a side has none. */
function countDraws(base: readonly boolean[], head: readonly boolean[]): FreshDraws | undefined {
  const runs = Math.min(base.length, head.length);
  if (runs === 0) return undefined;
  const passes = (draws: readonly boolean[]) => draws.slice(0, runs).filter(Boolean).length;
  return { basePassed: passes(base), headPassed: passes(head), runs };
}
