/** Base against head for the pass rate or one check of one suite, target and model. */
export interface Comparison {
  /** `pass rate`, or the check's name. */
  readonly name: string;
  readonly kind: 'pass-rate' | 'check';
  /** Weighted checks get a verdict and never block. */
  readonly isWeighted: boolean;
  /** Mean over the paired cases, 0..1. */
  readonly base: number | undefined;
  readonly head: number | undefined;
  /** head − base, −1..1, with its 95 % paired bootstrap interval (unadjusted). */
  readonly difference: number | undefined;
  readonly interval: readonly [number, number] | undefined;
  /** Two-sided, Holm-adjusted over all gated comparisons of the proof. */
  readonly adjustedP: number | undefined;
  /** `none`: nothing to test, because nothing is paired or every request is the same on both sides. */
  readonly test: 'mcnemar-mid-p' | 'paired-bootstrap' | 'none';
  readonly verdict: 'new' | 'worse' | 'better' | 'no-evidence' | 'inconclusive';
  /**
   * Inconclusive: the smallest drop (0..1) so many cases could show, 1 when they could show none,
   * and how many cases would show `wantedDrop`: the gate's max_drop, or 0.05 when it allows none.
   */
  readonly power:
    | {
        readonly detectableDrop: number;
        readonly wantedDrop: number;
        readonly casesNeeded: number | undefined;
      }
    | undefined;
  readonly isBlocking: boolean;
}

/** A case whose check passed on base and fails on head; in a proof also a new case that fails a hard check. */
export interface Flip {
  readonly caseId: string;
  readonly check: string;
  /**
   * `confirmed`: fresh runs alone show it, or the check is hard and needs none.
   * `not-confirmed`: fresh runs do not show it. `unconfirmed`: none could run.
   */
  readonly state: 'confirmed' | 'not-confirmed' | 'unconfirmed';
  /** Fresh runs alone: passes of runs on each side; absent when none could run. */
  readonly fresh?: {
    readonly basePassed: number;
    readonly headPassed: number;
    readonly runs: number;
  };
  readonly isHard: boolean;
  /** Text of one answer that passed on base. */
  readonly baseAnswer: string | undefined;
  /** Text of one answer that fails on head. */
  readonly headAnswer: string | undefined;
  /** Why head's answer fails. */
  readonly reason: string | undefined;
}

/** A paired case whose answer text differs. */
export interface ChangedAnswer {
  readonly caseId: string;
  readonly base: string;
  readonly head: string;
  readonly basePassed: boolean;
  readonly headPassed: boolean;
}
