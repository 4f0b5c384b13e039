import type { GalleyError } from '../errors/galley-error.ts';
import type { Problem } from '../errors/problem.ts';
import { refusalCodes } from '../errors/refusal-codes.ts';
import type { Suite } from '../library/nodes.ts';
import { formatPercent, formatPercentDelta } from '../units/format-number.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import { evaluationFindings, severityOf } from './evaluation-findings.ts';
import type { CostProof, EvaluationProof, Finding, RenderedFailure } from './proof.ts';

export interface FindingsInput {
  readonly problems: readonly Problem[];
  readonly failures: readonly RenderedFailure[];
  readonly evaluation: EvaluationProof;
  readonly cost: CostProof;
  readonly stoppedBy: GalleyError | undefined;
  readonly policy: EffectivePolicy;
  readonly suites: ReadonlyMap<string, Suite>;
  readonly options: {
    readonly notExecutedDefault: 'error' | 'warn';
    readonly isStrict?: boolean;
  };
}

const start = { line: 1, column: 1 };

/** Every reason to block or to warn: errors first, each group in the order of the proof's steps. */
export function findFindings(input: FindingsInput): Finding[] {
  const all = [
    ...problemFindings(input),
    ...renderedFindings(input),
    ...stopFindings(input),
    ...evaluationFindings(input.evaluation, input.policy.gate),
    ...incompleteFindings(input),
    ...costFindings(input),
  ];
  const strict = input.options.isStrict === true;
  const weighed = all.map((finding) =>
    strict ? { ...finding, severity: 'error' as const } : finding,
  );
  return [
    ...weighed.filter(({ severity }) => severity === 'error'),
    ...weighed.filter(({ severity }) => severity === 'warning'),
  ];
}

function problemFindings({ problems, policy }: FindingsInput): Finding[] {
  const severity = severityOf(policy.gate.validate);
  if (severity === undefined) return [];
  return problems.map((problem) => ({
    severity: problem.severity === 'error' ? severity : 'warning',
    code: problem.code === 'version-bump-missing' ? 'version-bump' : 'problem',
    message: `${problem.message}${problem.hint === undefined ? '' : ` (${problem.hint})`}`,
    file: problem.file,
    line: problem.line,
    column: problem.column,
  }));
}

function renderedFindings({ failures, suites }: FindingsInput): Finding[] {
  return failures
    .filter((failure) => !failure.isOnBase)
    .map(({ suite, target, caseId, check, reason }) => {
      const found = suites.get(suite);
      return {
        severity: 'error',
        code: 'rendered-check-failed',
        message: `\`${target}\`, case \`${caseId}\`, ${check}: ${reason}`,
        file: found?.file ?? '',
        ...(found?.checks.find((entry) => entry.name === check)?.at ?? start),
        suite,
        target,
        check,
        caseId,
      };
    });
}

function stopFindings({ stoppedBy }: FindingsInput): Finding[] {
  if (stoppedBy === undefined) return [];
  const { exitCode } = refusalCodes[stoppedBy.code];
  if (exitCode !== 4 && exitCode !== 3) throw stoppedBy;
  const hint = stoppedBy.hint === undefined ? '' : ` (${stoppedBy.hint})`;
  return [
    {
      severity: 'error',
      code: exitCode === 4 ? 'budget' : 'provider-error',
      message: `the evaluation stopped early: ${stoppedBy.message}${hint}`,
      file: 'galley.yaml',
      ...start,
    },
  ];
}

function incompleteFindings({ evaluation, policy, options }: FindingsInput): Finding[] {
  if (policy.gate.evaluate === 'off') return [];
  const findings: Finding[] = [];
  const errors = evaluation.head.errors + evaluation.base.errors;
  if (errors > 0) {
    findings.push({
      severity: 'error',
      code: 'provider-error',
      message: `${errors} ${errors === 1 ? 'case' : 'cases'} ended in an error after all retries`,
      file: 'galley.yaml',
      ...start,
    });
  }
  const severity = severityOf(policy.gate.notExecuted ?? options.notExecutedDefault);
  const missing = evaluation.head.notExecuted;
  if (missing > 0 && severity !== undefined) {
    findings.push({
      severity,
      code: 'not-executed',
      message: `${missing} of ${evaluation.head.cases} cases were not executed: mode \`${evaluation.mode}\` has no recorded answer for them (try \`--mode auto\`)`,
      file: 'galley.yaml',
      ...start,
    });
  }
  return findings;
}

function costFindings({ cost, policy }: FindingsInput): Finding[] {
  const limit = policy.gate.costIncrease;
  const severity = limit && severityOf(limit.mode);
  if (limit === undefined || severity === undefined) return [];
  return cost.prompts
    .filter(({ changeRatio }) => changeRatio !== undefined && changeRatio * 100 > limit.maxPct)
    .map(({ target, model, changeRatio = 0 }) => ({
      severity,
      code: 'cost-increase',
      message: `\`${target}\` on \`${model}\` costs ${formatPercentDelta(changeRatio)} per call; the policy allows +${formatPercent(limit.maxPct / 100)}`,
      file: 'galley.yaml',
      ...start,
      target,
      model,
    }));
}
