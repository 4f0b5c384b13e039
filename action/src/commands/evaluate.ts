import { GalleyError } from '@galley/engine/errors';
import {
  createRenderCase,
  createSuiteChecks,
  type EvaluationPlan,
  evaluationHeader,
  executeEvaluation,
  shardPlan,
} from '@galley/engine/evaluate';
import type { Git } from '@galley/engine/ports';
import { type OpenedChange, openChange, policyOf, sideLibraries } from '@galley/engine/proof';
import { createRenderer } from '@galley/engine/render';
import { openStepCache } from '../models/job-cache.ts';
import { type Desks, maskIn, openDesks } from '../models/open-desks.ts';
import { basePrograms } from '../programs/base-programs.ts';
import { openEvaluationReports } from '../reports/evaluation-reports.ts';
import { temporaryFolder } from '../reports/report-folder.ts';
import { evaluationOutcome } from './evaluation-outcome.ts';
import { type ChangedProject, findProjects } from './find-projects.ts';
import { planDueSuites } from './plan-due-suites.ts';
import { concurrency, noteRecordings } from './proof-order.ts';
import { fetchStepChange, type Step, type StepOutcome } from './step.ts';

/** The suites of head against their own gates, or one shard of them, under base's policy. */
export async function evaluate(step: Step): Promise<StepOutcome> {
  const { event, inputs } = step;
  // What a branch holds was reviewed on its way there, its galley.yaml too.
  const base = event.isDefaultPush ? event.head : event.base;
  const changed = onlyProject(
    await findProjects(await fetchStepChange(step, base), inputs.workingDirectory),
  );
  const change = await openChange({
    git: changed.git,
    project: changed.project,
    base: changed.policyRevision.ref,
    headTree: changed.trees.head,
    headCommit: changed.trees.head.label,
    policyFrom: 'base',
    defaults: changed.defaults,
  });
  const wholePlan = planDueSuites(step, change);
  const cache = await openStepCache(step);
  const desks = await openDesks(step, changed, { policy: policyOf(change).head, cache });
  try {
    return await execute(step, { change, git: changed.git }, { wholePlan, desks });
  } finally {
    await noteRecordings(step, desks);
    await cache?.save();
  }
}

async function execute(
  step: Step,
  { change, git }: { readonly change: OpenedChange; readonly git: Git },
  { wholePlan, desks }: { readonly wholePlan: EvaluationPlan; readonly desks: Desks },
): Promise<StepOutcome> {
  const { runner, inputs, secrets, reports, emit } = step;
  const { shard } = inputs;
  const { project, revisions } = change;
  const policy = policyOf(change);
  const plan = shard === undefined ? wholePlan : shardPlan(wholePlan, shard);
  const notExecuted = (policy.gate.notExecuted ?? 'error') === 'error' ? 'error' : 'warn';
  const header = evaluationHeader(wholePlan, { notExecuted, shard });
  const mask = maskIn(secrets);
  const place = temporaryFolder(runner.environment);
  const programs = { git, commit: revisions.policy.commit, project, place, mask };
  const written = openEvaluationReports(reports, header, { project, mask });
  const suiteChecks = createSuiteChecks(plan);
  let together: Awaited<ReturnType<typeof suiteChecks.judge>> = new Map();
  let stoppedBy: GalleyError | undefined;
  try {
    const results = executeEvaluation(plan, {
      render: createRenderCase(sideLibraries(change, policy).head, createRenderer()),
      desk: desks.open(policy.head),
      judgeDesk: desks.open(policy.judge),
      programs: basePrograms(runner, programs),
      concurrency,
      emit,
      signal: runner.signal,
    });
    for await (const result of results) {
      written.add(result);
      suiteChecks.add(result);
    }
    if (shard === undefined) together = await suiteChecks.judge(runner);
  } catch (error) {
    if (!(error instanceof GalleyError)) throw error;
    stoppedBy = error;
  }
  const cutOffNanoUsd = stoppedBy
    ? desks.budget.state().spentNanoUsd - written.knownCostNanoUsd()
    : 0;
  const ended = written.end({ stoppedBy, together, cutOffNanoUsd });
  const { costNanoUsd } = ended.summary;
  return evaluationOutcome(step, { ...ended, header }, { stoppedBy, costNanoUsd });
}

/** @throws GalleyError `usage` */
function onlyProject(projects: readonly ChangedProject[]): ChangedProject {
  const [first, second] = projects;
  if (first !== undefined && second === undefined) return first;
  const names = projects.map(({ project }) => project).join(', ');
  throw new GalleyError('usage', `an evaluation is of one project, and there are ${names}`, {
    hint: 'Name one with the input `working-directory`.',
  });
}
