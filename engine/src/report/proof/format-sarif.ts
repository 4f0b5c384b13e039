import { problemCodes } from '../../errors/problem-codes.ts';
import type { Finding, Proof } from '../../proof/proof.ts';
import { alertRuleId, alertRules } from '../data/alert-rules.ts';
import {
  type SarifResult,
  type SarifRule,
  sarifEnd,
  sarifResult,
  sarifStart,
} from '../data/sarif.ts';
import { alertText } from '../summary/alert-text.ts';
import { repositoryPath } from '../text/place-text.ts';
import type { ProofFormat } from './contract.ts';

/** For code scanning: every finding at its file and line, the same remark again when lines move. */
export const sarifFormat: ProofFormat = {
  name: 'sarif',
  mediaType: 'application/sarif+json',
  format(proofs) {
    const results = proofs.flatMap((proof) => [...findingResults(proof), ...alertResults(proof)]);
    const ids = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
    const lines = results.map((result) => `\n${sarifResult(result)}`);
    return `${sarifStart(ids.map(ruleOf))}${lines.join(',')}${sarifEnd()}`;
  },
};

const descriptions: Readonly<Record<Exclude<Finding['code'], 'problem'>, string>> = {
  'rendered-check-failed': 'A check of the rendered text fails.',
  worse: 'A check is significantly worse than on base.',
  inconclusive: 'There are too few cases to tell whether a check got worse.',
  'flip-confirmed': 'A case passed on base and fails on head, also when it is run again.',
  'hard-check-failed': 'A hard check fails that base did not fail.',
  'minimum-missed': 'A suite misses a limit of its gate.',
  'suite-weakened': 'A suite asks less than it did on base.',
  'not-executed': 'Cases were not executed.',
  'provider-error': 'A provider failed on a case.',
  budget: 'The budget stopped the proof.',
  'cost-increase': 'A prompt costs more than it did on base.',
  'version-bump': 'The version of a document does not say how it changed.',
};

function ruleOf(id: string): SarifRule {
  const known: Readonly<Record<string, string>> = { ...problemCodes, ...descriptions };
  const ofGuardrail = alertRules.find((rule) => rule.id === id);
  return ofGuardrail ?? { id, description: known[id] ?? id };
}

function findingResults({ findings, project }: Proof): SarifResult[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const ruleId = finding.problemCode ?? finding.code;
    const what = [project, ...identityOf(finding)];
    const key = JSON.stringify([ruleId, ...what]);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return {
      ruleId,
      level: finding.severity,
      message: finding.message,
      file: repositoryPath(finding.file, project),
      line: finding.line,
      column: finding.column,
      identity: times === 0 ? what : [...what, String(times)],
    };
  });
}

/** What guardrails found on head, at the suite, as warnings: they never block. */
function alertResults({ evaluation, project }: Proof): SarifResult[] {
  return evaluation.suites.flatMap(({ suite, target, model, file, head }) =>
    (head.alerts ?? []).map((alert): SarifResult => {
      const { guard, rule, where } = alert;
      return {
        ruleId: alertRuleId(guard),
        level: 'warning',
        message: `${target} on ${model}: ${alertText(alert)}`,
        file: repositoryPath(file, project),
        line: 1,
        column: 1,
        identity: [project, suite, target, model, rule, where],
      };
    }),
  );
}

/** A problem is known by its words; a comparison by what it compares, since its numbers change. */
function identityOf(finding: Finding): (string | undefined)[] {
  const { suite, target, model, check, caseId, gate, file, message, code } = finding;
  if (suite === undefined) return [file, message];
  // Of flips one finding speaks of many cases, and names the first.
  const ofCase = code === 'flip-confirmed' || code === 'hard-check-failed' ? undefined : caseId;
  return [suite, target, model, check, ofCase, gate];
}
