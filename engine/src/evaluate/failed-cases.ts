/** Cases that did not pass in an earlier run, each by suite. */
export interface FailedCases {
  has(suite: string, caseId: string): boolean;
  readonly size: number;
}

/** What is read of an earlier run's results. */
interface EarlierResult {
  readonly suite: string;
  readonly caseId: string;
  readonly outcome: string;
}

/** The cases of these results of which any draw, on any target or model, failed or had an error. */
export function failedCases(results: Iterable<EarlierResult>): FailedCases {
  const failed = new Set<string>();
  for (const { suite, caseId, outcome } of results) {
    if (outcome === 'failed' || outcome === 'error') failed.add(keyOf(suite, caseId));
  }
  return { has: (suite, caseId) => failed.has(keyOf(suite, caseId)), size: failed.size };
}

function keyOf(suite: string, caseId: string): string {
  return JSON.stringify([suite, caseId]);
}
