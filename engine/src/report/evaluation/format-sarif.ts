import type { EvaluationHeader, HeaderArm, HeaderCheck } from '../../evaluate/evaluation-header.ts';
import { alertRules } from '../data/alert-rules.ts';
import {
  type SarifResult,
  type SarifRule,
  sarifEnd,
  sarifResult,
  sarifStart,
} from '../data/sarif.ts';
import { repositoryPath } from '../text/place-text.ts';
import { alertResults } from './alert-results.ts';
import { type CaseRun, createCaseGrouper } from './case-runs.ts';
import type { EvaluationFormat } from './contract.ts';
import { failureReason } from './failed-run.ts';
import { partNotes } from './part-notes.ts';

const ownRules: readonly SarifRule[] = [
  { id: 'no-verdict', description: 'A case got no verdict: a provider or a judge failed.' },
  { id: 'gate-missed', description: 'A suite misses a limit of its gate.' },
];

/**
 * For code scanning: a result per case that fails, at each check that it fails; cases without a
 * verdict and alerts of guardrails at their prompt; missed gates at their suite. Rules are the checks.
 */
export const sarifFormat: EvaluationFormat = {
  name: 'sarif',
  mediaType: 'application/sarif+json',
  open(write, header, { project = '' }) {
    let separator = '\n';
    const suites = new Map(header.suites.map((suite) => [suite.suite, suite]));
    const add = (result: SarifResult) => {
      write(
        `${separator}${sarifResult({ ...result, file: repositoryPath(result.file, project) })}`,
      );
      separator = ',\n';
    };
    const grouper = createCaseGrouper(header, (run) => {
      for (const alert of alertResults(run)) add(alert);
      const suite = suites.get(run.arm.suite);
      if (suite === undefined || run.verdict === 'passed' || run.verdict === 'not-executed') return;
      if (run.verdict === 'error') return add(withoutVerdict(run));
      // A suite with a minimum lets some cases fail: the gate says when there are too many.
      const level = suite.gate.passRate.min === undefined ? 'error' : 'warning';
      for (const check of run.arm.checks) {
        const reason = failureOf(run, check);
        if (reason === undefined) continue;
        const at = placeOf(check, run.arm, suite.file);
        add({ ...failed(run, check, reason), ...at, level: check.isHard ? 'error' : level });
      }
    });
    write(sarifStart([...checkRules(header), ...ownRules, ...alertRules]));
    return {
      add: grouper.add,
      end({ outcomes, stoppedBy }) {
        grouper.end();
        for (const { suite, target, model, misses } of header.shard ? [] : outcomes) {
          for (const { gate, message } of misses) {
            add({
              ruleId: 'gate-missed',
              level: 'error',
              message: `${suite}, ${target}, ${model}: ${message}`,
              file: suites.get(suite)?.file ?? '',
              line: 1,
              column: 1,
              identity: [suite, target, model, gate],
            });
          }
        }
        const stop = stoppedBy && `${stoppedBy.code}: ${stoppedBy.message}`;
        write(sarifEnd(stop, partNotes(header)));
      },
    };
  },
};

function ruleOf({ suite }: HeaderArm, { name }: HeaderCheck): string {
  return `${suite}/${name}`;
}

function checkRules({ suites }: EvaluationHeader): SarifRule[] {
  const rules = new Map<string, SarifRule>();
  for (const arm of suites.flatMap((suite) => suite.arms)) {
    for (const check of arm.checks) {
      const id = ruleOf(arm, check);
      const description = `Check ${check.name} (${check.key}) of suite ${arm.suite}.`;
      rules.set(id, { id, description });
    }
  }
  return [...rules.values()];
}

/** Why a case that failed fails this check; `undefined` when it does not, or does not need it. */
function failureOf({ draws }: CaseRun, { name }: HeaderCheck): string | undefined {
  for (const { checks } of draws) {
    const found = checks.find((check) => check.name === name);
    if (found?.outcome === 'failed' && found.weight === undefined) return found.reason ?? 'failed';
  }
  return undefined;
}

/** A check that a prompt implies stands nowhere: its first line is the prompt's. */
function placeOf({ at, file }: HeaderCheck, { promptFile }: HeaderArm, suiteFile: string) {
  const isImplied = at.line === 1 && at.column === 1;
  return { file: file ?? (isImplied ? promptFile : suiteFile), ...at };
}

function failed({ arm, caseId }: CaseRun, check: HeaderCheck, reason: string) {
  const { suite, target, model } = arm;
  return {
    ruleId: ruleOf(arm, check),
    message: `${target} on ${model}, case ${caseId}, ${check.name}: ${reason}`,
    identity: [suite, target, model, caseId],
  };
}

function withoutVerdict({ arm, caseId, draws }: CaseRun): SarifResult {
  const { suite, target, model, promptFile } = arm;
  const found = draws.find(({ outcome }) => outcome === 'error') ?? draws[0];
  return {
    ruleId: 'no-verdict',
    level: 'warning',
    message: `${target} on ${model}, case ${caseId}: ${failureReason(found)}`,
    file: promptFile,
    line: 1,
    column: 1,
    identity: [suite, target, model, caseId],
  };
}
