import type { AlertCount, SuiteOutcome } from '../../evaluate/results.ts';
import { plural } from '../../units/plural.ts';

/** `iban in 3 outputs, for example R-1001: DE44… (22 characters)`. */
export function alertText({ rule, where, cases, caseId, excerpt }: AlertCount): string {
  return `${rule} in ${plural(cases, where)}, for example ${caseId}: ${excerpt}`;
}

/** What guardrails found, one sentence per suite, target, model and kind of find. */
export function alertNotes(outcomes: readonly SuiteOutcome[]): string[] {
  return outcomes.flatMap(({ suite, target, model, alerts = [] }) =>
    alerts.map((alert) => `Guardrails: ${suite}, ${target}, ${model}: ${alertText(alert)}`),
  );
}
