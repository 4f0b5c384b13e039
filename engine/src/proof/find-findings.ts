import type { Problem } from '../errors/problem.ts';
import { refusalCodes } from '../errors/refusal-codes.ts';
import { placeOfCheck } from '../evaluate/place-of-check.ts';
import { formatPercent, formatPercentDelta } from '../units/format-number.ts';
import { evaluationFindings, severityOf } from './evaluation-findings.ts';
import type { FindingsInput } from './findings-input.ts';
import { incompleteFindings } from './incomplete-findings.ts';
import type { Finding } from './proof.ts';
import { rendersCheck } from './rendered-checks.ts';

const start = { line: 1, column: 1 };

/** Every reason to block or to warn: errors first, each group in the order of the proof's steps. */
export function findFindings(input: FindingsInput): Finding[] {
  const all = [
    ...problemFindings(input),
    ...renderedFindings(input),
    ...stopFindings(input),
    ...judgedFindings(input),
    ...input.dropped,
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

/** Of an evaluation that stopped early only what its pairs show: a share of part of the cases is none. */
function judgedFindings({ evaluation, policy, head, stoppedBy }: FindingsInput): Finding[] {
  const all = evaluationFindings(evaluation, { gate: policy.gate, suites: head.suites });
  if (stoppedBy === undefined) return all;
  return all.filter(({ code }) => code !== 'minimum-missed' && code !== 'inconclusive');
}

function problemFindings({ problems, bumps, policy }: FindingsInput): Finding[] {
  const severity = severityOf(policy.gate.validate);
  const counted = severity === undefined ? [] : problems;
  return [
    ...counted.map((problem) =>
      problemFinding(problem, 'problem', problem.severity === 'error' ? severity : 'warning'),
    ),
    ...bumps.map((problem) => problemFinding(problem, 'version-bump', problem.severity)),
  ];
}

function problemFinding(
  { code: problemCode, message, hint, file, line, column }: Problem,
  code: Finding['code'],
  severity: Finding['severity'] = 'warning',
): Finding {
  const full = `${message}${hint === undefined ? '' : ` (${hint})`}`;
  return { severity, code, message: full, file, line, column, problemCode };
}

function renderedFindings({ failures, head }: FindingsInput): Finding[] {
  return failures
    .filter((failure) => !failure.isOnBase)
    .map(({ suite, target, caseId, check, reason }): Finding => {
      const found = head.suites.get(suite);
      const what = check === rendersCheck ? 'cannot be rendered' : check;
      return {
        severity: 'error',
        code: 'rendered-check-failed',
        message: `\`${target}\`, case \`${caseId}\`, ${what}: ${reason}`,
        ...((found && placeOfCheck(found, check, caseId)) ?? { file: found?.file ?? '', ...start }),
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

/** Ratios like 0.07 × 100 miss a limit by less than this many per cent. */
const noisePct = 1e-9;

function costFindings({ cost, policy, head }: FindingsInput): Finding[] {
  const limit = policy.gate.costIncrease;
  const severity = limit && severityOf(limit.mode);
  if (limit === undefined || severity === undefined) return [];
  return cost.prompts
    .filter(({ changeRatio = 0 }) => changeRatio * 100 > limit.maxPct + noisePct)
    .map(({ target, model, changeRatio = 0 }) => ({
      severity,
      code: 'cost-increase',
      message: `\`${target}\` on \`${model}\` costs ${formatPercentDelta(changeRatio)} per call; the policy allows +${formatPercent(limit.maxPct / 100)}`,
      file: head.prompts.get(target.replace(/\+.*$/, ''))?.file ?? 'galley.yaml',
      ...start,
      target,
      model,
    }));
}
