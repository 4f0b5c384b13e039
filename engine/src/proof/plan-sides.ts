import type { EvaluationPlan, PlannedArm } from '../evaluate/evaluation-plan.ts';
import { planEvaluation } from '../evaluate/plan-evaluation.ts';
import type { Library } from '../library/library.ts';
import type { Mode } from '../models/answer.ts';
import type { OpenedChange } from './change.ts';
import { renamesOf } from './changed-nodes.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import type { ScopedSuite } from './proof-scope.ts';
import type { SideLibraries } from './side-libraries.ts';
import { withSuites } from './with-suites.ts';

export interface PlanSidesOptions {
  readonly mode: Mode;
  readonly policy: EffectivePolicy;
  /** Aliases given on the command line instead of the suites' own. */
  readonly models?: readonly string[];
  /** Draws per case instead of the suites' own. */
  readonly repeats?: number;
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
  const renames = renamesOf(change.changes, 'suite');
  const newCases = new Map<string, ReadonlySet<string>>();
  const onBase = scope.flatMap(({ id }) => {
    const suite = libraries.head.suites.get(id);
    if (suite === undefined) return [];
    const before = change.base.suites.get(renames.baseId(id));
    const known = new Set(before?.cases.map((item) => item.id));
    const fresh = suite.cases.filter((item) => !known.has(item.id)).map((item) => item.id);
    newCases.set(id, new Set(fresh));
    const cases = fresh.length === 0 ? suite.cases : suite.cases.filter(({ id }) => known.has(id));
    return [{ suite: { ...suite, cases }, madeFrom: suite }];
  });
  const suitesOnBase = withSuites(libraries.head, onBase);
  const head = planSuites(libraries.head, scope, { ...options, side: 'head' });
  const base = planSuites(libraries.base, scope, {
    ...options,
    side: 'base',
    suitesFrom: suitesOnBase,
  });
  return { head, base: pairOwnModels(base, head, options.models), newCases };
}

/**
 * Arms on each prompt's own model, named alike on both sides: a prompt that asks another model on
 * head is still the same prompt, and base asks what base names.
 */
export function pairOwnModels(
  base: EvaluationPlan,
  head: EvaluationPlan,
  models: readonly string[] | undefined,
): EvaluationPlan {
  if (models !== undefined) return base;
  const headArms = head.suites.flatMap(({ suite, arms }) => (suite.models.length > 0 ? [] : arms));
  const paired = (arm: PlannedArm): PlannedArm => {
    const other = headArms.find(
      ({ suite, target }) => suite === arm.suite && target === arm.target,
    );
    if (other === undefined || other.model === arm.model) return arm;
    return { ...arm, model: other.model, asks: arm.model };
  };
  return {
    ...base,
    suites: base.suites.map((planned) => ({ ...planned, arms: planned.arms.map(paired) })),
  };
}

/** One plan over suites that each name their own targets. */
export function planSuites(
  library: Library,
  scope: readonly ScopedSuite[],
  options: PlanSidesOptions & { readonly side: 'base' | 'head'; readonly suitesFrom?: Library },
): EvaluationPlan {
  const { mode, side, policy, models, repeats, suitesFrom } = options;
  const plans = scope.map(({ id, targets }) =>
    planEvaluation(library, {
      side,
      mode,
      suites: [id],
      judges: policy.judge.models,
      commands: policy.judge.commands ?? new Map(),
      ...(targets === undefined ? {} : { targets }),
      ...(models === undefined ? {} : { models }),
      ...(repeats === undefined
        ? {}
        : { repeats: Math.max(repeats, (suitesFrom ?? library).suites.get(id)?.repeats ?? 1) }),
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
    ...(policy.judge.commands && { commands: policy.judge.commands }),
    guardrails: new Set(policy.head.guardrails ?? []),
  };
}

/** An alias that the policy refuses is missing from the side's project: says why. */
function explain<Entry extends { readonly reason: string }>(
  entry: Entry,
  policy: EffectivePolicy,
): Entry {
  if (policy.isUnreadable && /model alias \S+$/.test(entry.reason)) {
    return { ...entry, reason: 'galley.yaml on base has errors, so no model may be asked' };
  }
  for (const [alias, reason] of policy.refusedAliases) {
    if (entry.reason.endsWith(`model alias ${alias}`)) {
      return { ...entry, reason: `model alias ${alias} is not used: ${reason}` };
    }
  }
  return entry;
}
