import type { RunRecord, Tally } from '@galley/engine/ledger';
import type { Proof } from '@galley/engine/proof';
import type { PaidRun } from './open-run.ts';

const statuses = {
  0: 'passed',
  1: 'failed',
  2: 'failed',
  3: 'errored',
  4: 'over-budget',
} as const;

/**
 * The record of a run that came to a proof; calls that were cut off count at their worst case.
 * @param options.tally every call of the run, as `countingDesk` counts them; what was cut off is added
 */
export function proofRecord(
  run: Pick<PaidRun, 'draft' | 'state'>,
  options: { readonly proof: Proof; readonly tally: Tally; readonly nowMs: number },
): RunRecord {
  const { proof, tally, nowMs } = options;
  const { spentNanoUsd, spentTokens } = run.state();
  tally.addCutOff(spentNanoUsd - tally.totals().knownCostNanoUsd);
  return {
    ...run.draft,
    finishedAt: new Date(nowMs).toISOString(),
    status: statuses[proof.verdict.exitCode],
    totals: { ...tally.totals(), billedTokens: spentTokens },
    byModel: tally.byModel(),
    // One call may serve several prompts and both sides, so there is no honest sum by prompt.
    byPrompt: {},
    suites: proof.evaluation.suites.map(({ suite, target, model, comparisons }) => ({
      suite: `${suite} ${target} ${model}`,
      verdict: comparisons[0]?.verdict ?? 'inconclusive',
    })),
  };
}
