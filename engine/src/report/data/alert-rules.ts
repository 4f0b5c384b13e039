import { type GuardName, guardNames } from '../../guardrails/contract.ts';
import type { SarifRule } from './sarif.ts';

const descriptions: Readonly<Record<GuardName, string>> = {
  pii: 'Personal data stands in what was sent or answered.',
  secrets: 'A secret stands in what was sent or answered.',
  injection: 'A text tries to give the model other instructions.',
};

/** Id of the rule that a guardrail's finds stand under. */
export function alertRuleId(guard: GuardName): string {
  return `guardrail-${guard}`;
}

/** One rule per guardrail. */
export const alertRules: readonly SarifRule[] = guardNames.map((guard) => ({
  id: alertRuleId(guard),
  description: descriptions[guard],
}));
