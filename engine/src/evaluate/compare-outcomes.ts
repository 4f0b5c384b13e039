import type { Check, SuiteGate } from '../library/nodes.ts';
import { type ListedCheck, listChecks } from './case-checks.ts';
import { checkPlugs } from './checks/registry.ts';
import type { Comparison } from './comparison.ts';
import {
  type CasePair,
  type CaseRuns,
  type ComparableRun,
  drawsOfCheck,
  groupByCase,
  isMajority,
  pairCases,
  passesCase,
} from './pair-cases.ts';
import { standardDeviation } from './statistics/detectable-drop.ts';
import { mcnemarMidP } from './statistics/mcnemar-mid-p.ts';
import { pairedBootstrap } from './statistics/paired-bootstrap.ts';

/** Seed of every resampling, so that equal results give equal proofs. */
export const comparisonSeed = 20_261_121;

/** A comparison before the p-values of the whole proof are adjusted together. */
export interface RawComparison
  extends Pick<
    Comparison,
    'name' | 'kind' | 'isWeighted' | 'base' | 'head' | 'difference' | 'interval' | 'test'
  > {
  /** Two-sided, unadjusted; `undefined` when there is nothing to test. */
  readonly p: number | undefined;
  /**
   * `new`: base has no such prompt or check. `same`: every request is the same on both sides. `few`: a
   * check of single cases, of so few that no test could say anything: it is left to flips.
   */
  readonly state: 'new' | 'same' | 'compared' | 'few' | 'not-paired';
  readonly pairedCases: number;
  /** Of head − base over cases. */
  readonly standardDeviation: number;
  /** Largest drop that the gate allows, 0..1. */
  readonly maxDrop: number;
  readonly whenUnsure: SuiteGate['whenUnsure'];
}

export interface CompareOptions {
  /** Head's checks of the arm, the implied one included. */
  readonly checks: readonly Check[];
  /** Those of single cases, once per name. */
  readonly caseChecks?: readonly ListedCheck[];
  readonly gate: SuiteGate;
  readonly repeats: number;
  readonly passAtLeast: number | undefined;
  /** Ids of cases that only head has: judged by absolute gates alone. */
  readonly newCases?: ReadonlySet<string>;
}

/**
 * Base against head for one suite, target and model: the pass rate first, then each check. Pure.
 * @param base base's runs; `undefined` when base has no such prompt, which makes everything new
 */
export function compareOutcomes(
  base: Iterable<ComparableRun> | undefined,
  head: Iterable<ComparableRun>,
  options: CompareOptions,
): RawComparison[] {
  const headCases = groupByCase(head);
  const baseCases = base && groupByCase(base);
  const pairs = baseCases && pairCases(baseCases, headCases, options.newCases);
  const isAllNew =
    pairs === undefined || (headCases.size > 0 && [...headCases.keys()].every(isNewCase));
  const sides: Sides = { pairs: pairs ?? [], headCases, isAllNew };
  const passes = (runs: CaseRuns) => {
    const isPassed = passesCase(runs, options);
    return isPassed === undefined ? undefined : { value: Number(isPassed), isPassed };
  };
  const passRate = compare({ name: 'pass rate', kind: 'pass-rate', isWeighted: false }, sides, {
    ...options,
    measure: passes,
    isPassOrFail: true,
    isOnBase: true,
  });
  const checks = listChecks<ListedCheck>(options);
  return [passRate, ...checks.map((check) => compareCheck(check, sides, options))];

  function isNewCase(caseId: string): boolean {
    return options.newCases?.has(caseId) ?? false;
  }
}

interface Sides {
  readonly pairs: readonly CasePair[];
  readonly headCases: ReadonlyMap<string, CaseRuns>;
  readonly isAllNew: boolean;
}

/** Fewer pairs cannot reach p < 0.05 by McNemar's mid-p test, whatever they show. */
const fewestPairs = 5;

/** One side of one case in numbers; `undefined` without a verdict. */
type Measure = (
  runs: CaseRuns,
) => { readonly value: number; readonly isPassed: boolean } | undefined;

interface MeasureOptions extends CompareOptions {
  readonly measure: Measure;
  /** True when the value only says pass or fail, so that McNemar's test applies. */
  readonly isPassOrFail: boolean;
  /** False for a check that base does not have. */
  readonly isOnBase: boolean;
  /** True for a check that only some cases have. */
  readonly isOfCase?: boolean;
}

function compareCheck(check: ListedCheck, sides: Sides, options: CompareOptions): RawComparison {
  const about = {
    name: check.name,
    kind: 'check' as const,
    isWeighted: check.weight !== undefined,
  };
  const isOnBase =
    sides.pairs.length === 0 ||
    sides.pairs.some(({ base }) =>
      base.runs.some((run) => run.checks.some(({ name }) => name === check.name)),
    );
  return compare(about, sides, {
    ...options,
    isOnBase,
    isOfCase: check.isOfCase === true,
    isPassOrFail: checkPlugs[check.key].grades !== true,
    measure: (runs) => {
      const draws = drawsOfCheck(runs, check.name);
      return draws && { value: draws.mean, isPassed: isMajority(draws) };
    },
  });
}

function compare(
  about: Pick<RawComparison, 'name' | 'kind' | 'isWeighted'>,
  sides: Sides,
  options: MeasureOptions,
): RawComparison {
  const { gate, measure } = options;
  const rules = { maxDrop: gate.passRate.maxDrop ?? 0, whenUnsure: gate.whenUnsure };
  const untested = { p: undefined, test: 'none' as const, pairedCases: 0, standardDeviation: 0 };
  if (sides.isAllNew || !options.isOnBase) {
    const values = [...sides.headCases.values()].flatMap((runs) => measure(runs)?.value ?? []);
    const head = mean(values);
    const unknown = { base: undefined, difference: undefined, interval: undefined };
    return { ...about, ...rules, ...untested, ...unknown, head, state: 'new' };
  }
  const measured = sides.pairs.flatMap((pair) => {
    const base = measure(pair.base);
    const head = measure(pair.head);
    return base === undefined || head === undefined ? [] : [{ pair, base, head }];
  });
  const baseValues = measured.map(({ base }) => base.value);
  const headValues = measured.map(({ head }) => head.value);
  const groups = measured.map(({ pair }) => pair.group);
  const effect = pairedBootstrap({
    base: baseValues,
    head: headValues,
    groups,
    seed: comparisonSeed,
  });
  if (effect === undefined) {
    const unknown = {
      base: undefined,
      head: undefined,
      difference: undefined,
      interval: undefined,
    };
    return { ...about, ...rules, ...untested, ...unknown, state: 'not-paired' };
  }
  const isSame = measured.every(({ pair }) => pair.isSameRequest);
  const isFew = options.isOfCase === true && measured.length < fewestPairs;
  const isUntested = isSame || isFew;
  const isMcNemar = options.isPassOrFail && groups.every((group) => group === undefined);
  return {
    ...about,
    ...rules,
    base: mean(baseValues),
    head: mean(headValues),
    difference: effect.estimate,
    interval: [effect.low, effect.high],
    test: isUntested ? 'none' : isMcNemar ? 'mcnemar-mid-p' : 'paired-bootstrap',
    p: isUntested ? undefined : isMcNemar ? midP(measured) : effect.p,
    state: isSame ? 'same' : isFew ? 'few' : 'compared',
    pairedCases: measured.length,
    standardDeviation: standardDeviation(
      headValues.map((value, at) => value - (baseValues[at] ?? 0)),
    ),
  };
}

function midP(
  measured: readonly {
    readonly base: { readonly isPassed: boolean };
    readonly head: { readonly isPassed: boolean };
  }[],
): number {
  const worsened = measured.filter(({ base, head }) => base.isPassed && !head.isPassed).length;
  const improved = measured.filter(({ base, head }) => !base.isPassed && head.isPassed).length;
  return mcnemarMidP(worsened, improved);
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
