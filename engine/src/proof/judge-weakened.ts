import type { RenderCase } from '../evaluate/render-case.ts';
import type { GatePolicy } from '../library/project.ts';
import { evaluationFindings } from './evaluation-findings.ts';
import { type PlanSidesOptions, pairOwnModels, planSuites, type SidePlans } from './plan-sides.ts';
import type { SuiteComparison, WeakenedSuite } from './proof.ts';
import { renderedFailures } from './rendered-checks.ts';
import type { SideLibraries } from './side-libraries.ts';
import type { WeakenedCandidate } from './weakened-suites.ts';
import { withSuites } from './with-suites.ts';

/** Base's suites, as base has them, planned on head's and on base's prompts. */
export function planWeakened(
  candidates: readonly WeakenedCandidate[],
  libraries: SideLibraries,
  options: PlanSidesOptions,
): SidePlans {
  const suitesFrom = withSuites(libraries.base, candidates);
  const scope = scopeOf(candidates);
  const head = planSuites(libraries.head, scope, { ...options, side: 'head', suitesFrom });
  const base = planSuites(libraries.base, scope, { ...options, side: 'base', suitesFrom });
  return { head, base: pairOwnModels(base, head, options.models), newCases: new Map() };
}

export interface JudgeWeakenedOptions {
  readonly gate: GatePolicy;
  readonly libraries: SideLibraries;
  readonly render: { readonly base: RenderCase; readonly head: RenderCase };
}

/** Each weakened suite with how base's version of it went on head. */
export function weakenedSuites(
  candidates: readonly WeakenedCandidate[],
  comparisons: readonly SuiteComparison[],
  { gate, libraries, render }: JudgeWeakenedOptions,
): WeakenedSuite[] {
  if (candidates.length === 0) return [];
  const suitesFrom = withSuites(libraries.base, candidates);
  const unrendered = renderedFailures(libraries, scopeOf(candidates), { render, suitesFrom });
  return candidates.map(({ suite: { id, file }, differences }) => {
    const judged = comparisons.filter(({ suite }) => suite === id);
    const reasons = evaluationFindings({ suites: judged, weakened: [] }, { gate });
    const isFailing =
      reasons.some(({ severity }) => severity === 'error') ||
      unrendered.some(({ suite, isOnBase }) => suite === id && !isOnBase);
    return { suite: id, file, differences, outcomes: judged.map(({ head }) => head), isFailing };
  });
}

function scopeOf(candidates: readonly WeakenedCandidate[]) {
  return candidates.map(({ suite }) => ({ id: suite.id, targets: undefined }));
}
