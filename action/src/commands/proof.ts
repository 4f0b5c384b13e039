import { type Proof, worstExitCode } from '@galley/engine/proof';
import { formatComment, proofFormats } from '@galley/engine/report';
import { openStepCache } from '../models/job-cache.ts';
import { findProjects } from './find-projects.ts';
import { proveProject } from './prove-project.ts';
import { publishProofs } from './publish-proofs.ts';
import { fetchStepChange, type Step, type StepOutcome } from './step.ts';

/** The main job: every project of the change, judged against base. */
export async function proof(step: Step): Promise<StepOutcome> {
  const change = await fetchStepChange(step);
  const projects = await findProjects(change, step.inputs.workingDirectory);
  const cache = await openStepCache(step);
  const proofs: Proof[] = [];
  try {
    for (const project of projects) proofs.push(await proveProject(step, project, cache));
  } finally {
    await cache?.save();
  }
  writeReports(step, proofs);
  await publishProofs(step, proofs);
  return outcomeOf(proofs);
}

const reportFiles = {
  json: 'proof.json',
  sarif: 'galley.sarif',
  junit: 'junit.xml',
  html: 'report.html',
} as const;

function writeReports({ reports }: Step, proofs: readonly Proof[]): void {
  reports.write('comment.md', formatComment(proofs));
  for (const [format, file] of Object.entries(reportFiles)) {
    const found = proofFormats[format];
    if (found !== undefined) reports.write(file, found.format(proofs));
  }
}

const outcomeOrder = ['failed', 'warned', 'passed', 'nothing'] as const;

function outcomeOf(proofs: readonly Proof[]): StepOutcome {
  const outcomes = new Set(proofs.map(({ verdict }) => verdict.outcome));
  const costs = proofs.map(({ cost }) => cost.runNanoUsd);
  return {
    verdict: outcomeOrder.find((outcome) => outcomes.has(outcome)) ?? 'nothing',
    exitCode: worstExitCode(proofs),
    isBroken: proofs.some(isBroken),
    costNanoUsd: costs.includes(undefined)
      ? undefined
      : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

/** Whether something could not be judged that base wants judged, or no case at all. */
function isBroken({ findings, evaluation, policy, revisions }: Proof): boolean {
  if (revisions.policy.from === 'defaults' || policy.mode === 'observe') return false;
  const { suites, gate } = evaluation;
  const hasNone = suites.length > 0 && suites.every(({ head }) => head.passRate === undefined);
  if (gate !== 'off' && hasNone) return true;
  return findings.some(({ severity, code }) => severity === 'error' && code === 'not-executed');
}
