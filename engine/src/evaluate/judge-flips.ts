import type { Flip } from './comparison.ts';
import { benjaminiHochberg } from './statistics/benjamini-hochberg.ts';
import { fisherExactOneSided } from './statistics/fisher-exact-one-sided.ts';

/** Passes of as many fresh draws on each side. */
export type FreshDraws = NonNullable<Flip['fresh']>;

const falseDiscoveryRate = 0.05;

/**
 * Which flips their fresh draws alone confirm, in the order given, which should be all of one proof:
 * one-sided Fisher's exact test per flip, Benjamini–Hochberg at 0.05 over them.
 */
export function judgeFlips(fresh: readonly FreshDraws[]): boolean[] {
  return benjaminiHochberg(
    fresh.map(({ basePassed, headPassed, runs }) =>
      fisherExactOneSided({ basePassed, baseTotal: runs, headPassed, headTotal: runs }),
    ),
    falseDiscoveryRate,
  );
}
