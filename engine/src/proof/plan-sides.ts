import type { EvaluationPlan } from '../evaluate/evaluation-plan.ts';
import { planEvaluation } from '../evaluate/plan-evaluation.ts';
import type { Library } from '../library/library.ts';
import type { Mode } from '../models/answer.ts';
import type { OpenedChange } from './change.ts';
import { baseIdOf, semanticChanges } from './changed-nodes.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import type { ScopedSuite } from './proof-scope.ts';
import { type SideLibraries, withSuites } from './side-libraries.ts';

export interface PlanSidesOptions {
  readonly mode: Mode;
  readonly policy: EffectivePolicy;
  /** Aliases given on the command line instead of the suites' own. */
  readonly models?: readonly string[];
}

/** The same suites and cases planned on both sides' prompts. */
export interface SidePlans {
  readonly head: EvaluationPlan;
  readonly base: EvaluationPlan;
  /** Ids of cases that base's suite does not have, by suite: not run on base, judged by absolute gates. */
  readonly newCases: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Plans head's scoped suites on head's and on base's prompts. Pure. */
export function planSides(
  change: OpenedChange,
  libraries: SideLibraries,
  scope: readonly ScopedSuite[],
  options: PlanSidesOptions,
): SidePlans {
  const suiteChanges = semanticChanges(change.changes, 'suite');
  const promptChanges = semanticChanges(change.changes, 'prompt');
  const newCases = new Map<string, ReadonlySet<string>>();
  const onBase = scope.flatMap(({ id }) => {
    const suite = change.head.suites.get(id);
    if (suite === undefined) return [];
    const baseId = baseIdOf(id, suite.isInline ? promptChanges : suiteChanges);
    const known = new Set(change.base.suites.get(baseId)?.cases.map((item) => item.id));
    const fresh = suite.cases.filter((item) => !known.has(item.id)).map((item) => item.id);
    newCases.set(id, new Set(fresh));
    const cases = fresh.length === 0 ? suite.cases : suite.cases.filter(({ id }) => known.has(id));
    return [{ suite: { ...suite, cases }, madeFrom: suite }];
  });
  const suitesOnBase = withSuites(libraries.head, onBase);
  return {
    head: planSuites(libraries.head, scope, { ...options, side: 'head' }),
    base: planSuites(libraries.base, scope, {
      ...options,
      side: 'base',
      suitesFrom: suitesOnBase,
    }),
    newCases,
  };
}

/** One plan over suites that each name their own targets. */
export function planSuites(
  library: Library,
  scope: readonly ScopedSuite[],
  options: PlanSidesOptions & { readonly side: 'base' | 'head'; readonly suitesFrom?: Library },
): EvaluationPlan {
  const { mode, side, policy, models, suitesFrom } = options;
  const plans = scope.map(({ id, targets }) =>
    planEvaluation(library, {
      side,
      mode,
      suites: [id],
      judges: policy.judge.models,
      ...(targets === undefined ? {} : { targets }),
      ...(models === undefined ? {} : { models }),
      ...(suitesFrom === undefined ? {} : { suitesFrom }),
    }),
  );
  return {
    side,
    mode,
    suites: plans.flatMap((plan) => plan.suites),
    runs: plans.reduce((sum, plan) => sum + plan.runs, 0),
    planHash: plans.map((plan) => plan.planHash).join('.'),
    notJudged: plans.flatMap((plan) => plan.notJudged).map((entry) => explain(entry, policy)),
  };
}

/** An alias that the policy refuses is missing from the side's project: says why. */
function explain<Entry extends { readonly reason: string }>(
  entry: Entry,
  policy: EffectivePolicy,
): Entry {
  for (const [alias, reason] of policy.refusedAliases) {
    if (entry.reason.endsWith(`model alias ${alias}`)) {
      return { ...entry, reason: `model alias ${alias} is not used: ${reason}` };
    }
  }
  return entry;
}
