/** How the draws of one case came out. */
export interface DrawCounts {
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly notExecuted: number;
}

export interface VerdictRule {
  /** Draws that were planned per case. */
  readonly repeats: number;
  /** k of the draws; `undefined` is the majority. */
  readonly passAtLeast: number | undefined;
}

/** How many of the planned draws a case must pass: `pass_at_least`, else more than half. */
export function passesNeeded({ repeats, passAtLeast }: VerdictRule): number {
  return Math.min(repeats, passAtLeast ?? Math.floor(repeats / 2) + 1);
}

/**
 * Whether a case passes. Draws without a verdict are neither passes nor failures: the case is
 * decided only when they could not turn it, otherwise it is an error or not executed itself.
 */
export function caseVerdict(
  counts: DrawCounts,
  rule: VerdictRule,
): 'passed' | 'failed' | 'error' | 'not-executed' {
  const needed = passesNeeded(rule);
  if (counts.passed >= needed) return 'passed';
  if (counts.failed > rule.repeats - needed) return 'failed';
  return counts.errors > 0 ? 'error' : 'not-executed';
}
