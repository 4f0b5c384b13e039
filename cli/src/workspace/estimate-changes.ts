import { createRenderCase, estimateEvaluation } from '@galley/engine/evaluate';
import type { CallEstimate, ModelCall, ModelDesk } from '@galley/engine/models';
import {
  planSides,
  policyOf,
  productionCalls,
  proofScope,
  sideLibraries,
} from '@galley/engine/proof';
import { createRenderer } from '@galley/engine/render';
import type { ModelOptions } from '../options/model-options.ts';
import { formatEvaluationEstimate } from '../output/format-estimate.ts';
import { formatMonthChange } from '../output/format-months.ts';
import { toJson } from '../output/to-json.ts';
import type { Session } from '../session.ts';
import type { ProjectChange } from './open-changes.ts';
import { openDesks } from './open-desks.ts';

/**
 * The bill of a proof without sending anything: both sides of every project, a request that both
 * sides make counted once. Fresh runs that confirm flips are not in it, nor suites that were weakened.
 */
export async function estimateChanges(
  session: Session<ModelOptions>,
  projects: readonly ProjectChange[],
): Promise<string> {
  const { format } = session.options;
  const sides: Awaited<ReturnType<typeof estimateProject>> = [];
  for (const project of projects) sides.push(...(await estimateProject(session, project)));
  if (format === 'json') return `${toJson({ sides }, 2)}\n`;
  const blocks = sides.map(
    ({ project, side, estimate }) =>
      `${project === '' ? '' : `${project} `}${side}\n${formatEvaluationEstimate(estimate, 'text')}`,
  );
  const months = projects.flatMap(({ change: { project } }) => {
    const [head, base] = (['head', 'base'] as const).map((name) =>
      sides.find((side) => side.project === project && side.side === name),
    );
    return formatMonthChange(base?.estimate.months ?? [], head?.estimate.months ?? []);
  });
  return `${blocks.join('\n')}${months.join('')}(without fresh runs that confirm a failure, and without weakened suites)\n`;
}

async function estimateProject(
  session: Session<ModelOptions>,
  { change, workspace, trees }: ProjectChange,
) {
  const { mode, model } = session.options;
  const policy = policyOf(change);
  const libraries = sideLibraries(change, policy);
  const models = model === undefined ? {} : { models: model };
  const plans = planSides(change, libraries, proofScope(change), { mode, policy, ...models });
  const desks = await openDesks(session, workspace, {
    mode,
    policy: policy.head,
    cassettes: trees,
  });
  const seen = new Set<string>();
  const renderer = createRenderer();
  const estimates = [];
  for (const side of ['head', 'base'] as const) {
    const desk = desks.open(policy[side], change[side].scriptedFiles);
    const judgeDesk = desks.open(policy.judge, change.head.scriptedFiles);
    estimates.push({
      project: change.project,
      side,
      estimate: await estimateEvaluation(plans[side], {
        render: createRenderCase(libraries[side], renderer),
        desk: countingOnce(desk, seen, side),
        judgeDesk,
        callsPerMonth: productionCalls(policy.head, change.head),
      }),
    });
  }
  return estimates;
}

/** A request of base that head makes too is answered once. */
function countingOnce(
  desk: ModelDesk,
  seen: Set<string>,
  side: 'base' | 'head',
): Pick<ModelDesk, 'estimate'> {
  return {
    async estimate(call: ModelCall): Promise<CallEstimate> {
      const estimate = await desk.estimate(call);
      if (side === 'head') seen.add(estimate.requestKey);
      const isShared = side === 'base' && seen.has(estimate.requestKey) && estimate.from === 'call';
      return isShared ? { ...estimate, from: 'cache', costNanoUsd: 0 } : estimate;
    },
  };
}
