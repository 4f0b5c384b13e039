import type { RawComparison } from './compare-outcomes.ts';
import type { Comparison } from './comparison.ts';
import { casesNeeded, smallestDetectableDrop } from './statistics/detectable-drop.ts';
import { holm } from './statistics/holm.ts';

const alpha = 0.05;
/** Sums of thirds and the like miss a limit by less than this. */
const noise = 1e-9;
/** What one would like to see where the gate allows no drop at all. */
const dropWorthSeeing = 0.05;

/**
 * Verdicts of one proof: p-values adjusted by Holm over all gated comparisons of all suites, targets
 * and models together (weighted checks are a family of their own, as they never block). Lists come
 * back in the shape given.
 */
export function adjustComparisons(
  lists: readonly (readonly RawComparison[])[],
): (readonly Comparison[])[] {
  const all = lists.flat();
  const adjusted = new Map<RawComparison, number>();
  const families = [all.filter((raw) => !raw.isWeighted), all.filter((raw) => raw.isWeighted)];
  const tests = new Map<boolean, number>();
  for (const [index, family] of families.entries()) {
    const tested = family.filter((raw) => raw.p !== undefined);
    const values = holm(tested.map((raw) => raw.p ?? 1));
    tested.forEach((raw, at) => {
      adjusted.set(raw, values[at] ?? 1);
    });
    tests.set(index === 1, Math.max(1, tested.length));
  }
  return lists.map((list) =>
    list.map((raw) => finish(raw, adjusted.get(raw), tests.get(raw.isWeighted) ?? 1)),
  );
}

function finish(raw: RawComparison, adjustedP: number | undefined, tests: number): Comparison {
  const verdict = verdictOf(raw, adjustedP);
  const blocks = verdict === 'worse' || (verdict === 'inconclusive' && raw.whenUnsure === 'block');
  return {
    name: raw.name,
    kind: raw.kind,
    isWeighted: raw.isWeighted,
    base: raw.base,
    head: raw.head,
    difference: raw.difference,
    interval: raw.interval,
    adjustedP,
    test: raw.test,
    verdict,
    power: verdict === 'inconclusive' ? powerOf(raw, tests) : undefined,
    isBlocking: blocks && !raw.isWeighted,
  };
}

/** The first that applies. */
function verdictOf(raw: RawComparison, adjustedP: number | undefined): Comparison['verdict'] {
  const { difference, interval, maxDrop, state } = raw;
  if (state === 'new') return 'new';
  if (state === 'same' || state === 'few') return 'no-evidence';
  if (difference === undefined || interval === undefined) return 'inconclusive';
  const isSignificant = adjustedP !== undefined && adjustedP < alpha;
  if (isSignificant && difference < -maxDrop - noise) return 'worse';
  if (isSignificant && difference > noise) return 'better';
  const [low, high] = interval;
  const isWithin = low >= -maxDrop - noise && high <= maxDrop + noise;
  return isWithin ? 'no-evidence' : 'inconclusive';
}

function powerOf(raw: RawComparison, tests: number): Comparison['power'] {
  const options = { standardDeviation: raw.standardDeviation, tests };
  const drop = raw.maxDrop > 0 ? raw.maxDrop : dropWorthSeeing;
  return {
    detectableDrop: smallestDetectableDrop(raw.pairedCases, options) ?? 1,
    wantedDrop: drop,
    casesNeeded: raw.pairedCases === 0 ? undefined : casesNeeded(drop, options),
  };
}
