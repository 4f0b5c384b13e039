import type { RunAlert } from '../../evaluate/find-alerts.ts';
import { alertRuleId } from '../data/alert-rules.ts';
import type { SarifResult } from '../data/sarif.ts';
import type { CaseRun } from './case-runs.ts';

/** What guardrails found in the draws of a case, each finding of a rule once per side; empty when none looked. */
export function alertsOf({ draws }: Pick<CaseRun, 'draws'>): RunAlert[] {
  const found = new Map<string, RunAlert>();
  for (const { alerts = [] } of draws) {
    for (const alert of alerts) {
      const { guard, rule, where, excerpt } = alert;
      found.set(`${guard} ${rule} ${where} ${excerpt}`, alert);
    }
  }
  return [...found.values()];
}

/** The alerts of a case at its prompt, as warnings: guardrails never block. */
export function alertResults(run: CaseRun): SarifResult[] {
  const { suite, target, model, promptFile } = run.arm;
  return alertsOf(run).map(({ guard, rule, where, excerpt }) => ({
    ruleId: alertRuleId(guard),
    level: 'warning',
    message: `${target} on ${model}, case ${run.caseId}, ${rule} in the ${where}: ${excerpt}`,
    file: promptFile,
    line: 1,
    column: 1,
    identity: [suite, target, model, run.caseId, rule, where, excerpt],
  }));
}
