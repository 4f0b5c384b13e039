import type { AlertCount, SuiteOutcome } from '../../evaluate/results.ts';
import type { Proof, SuiteComparison } from '../../proof/proof.ts';

/** One kind of find of guardrails on head, beside what base had of it. */
export interface AlertRow {
  readonly suite: SuiteComparison;
  readonly alert: AlertCount;
  /** Different cases on base. */
  readonly baseCases: number;
}

/** What guardrails found on head, what base did not have first; empty when none look or nothing was found. */
export function alertRows({ evaluation }: Pick<Proof, 'evaluation'>): AlertRow[] {
  const rows = evaluation.suites.flatMap((suite) =>
    (suite.head.alerts ?? []).map((alert) => ({
      suite,
      alert,
      baseCases: casesOf(suite.base, alert),
    })),
  );
  return rows.toSorted((a, b) => increase(b) - increase(a));
}

function casesOf(outcome: SuiteOutcome | undefined, wanted: AlertCount): number {
  const same = outcome?.alerts?.find(
    ({ guard, rule, where }) =>
      guard === wanted.guard && rule === wanted.rule && where === wanted.where,
  );
  return same?.cases ?? 0;
}

function increase({ alert, baseCases }: AlertRow): number {
  return alert.cases - baseCases;
}
