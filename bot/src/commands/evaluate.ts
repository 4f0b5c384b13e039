import type { WantedEvaluation } from '@galley/engine/proof';
import { type EvaluationRequest, isOnlyShown } from '../pull-request/step-key.ts';
import { type ChosenTargets, chooseTargets } from './choose-targets.ts';
import type { CommandContext, CommandPlug } from './contract.ts';

/** Asks for suites on base and head, within the budgets; or what that would cost. */
export const evaluate: CommandPlug = async (context) => {
  const { command, estimate } = context;
  const chosen = chooseTargets(context);
  if (chosen.refusal !== undefined) return { state: 'refused', reply: chosen.refusal };
  const request = requestOf(context, chosen);
  const { wanted } = request;
  if (typeof wanted === 'object' && wanted.suites.length + wanted.prompts.length === 0) {
    return { state: 'refused', reply: 'Nothing was run: name prompts or suites.' };
  }
  const { isEstimate, isNewComment } = command.flags;
  if (isEstimate) return { state: 'done', reply: await estimate(request) };
  return {
    state: 'done',
    isGoingOn: true,
    changes: {
      request,
      // What is only shown makes no new checks.
      ...(!isOnlyShown(request) && { isRetry: true }),
      cancelledHead: null,
      ...(isNewComment && { isNewComment }),
    },
  };
};

function requestOf({ command, now, given }: CommandContext, chosen: ChosenTargets) {
  const { model, samples, maxCostNanoUsd } = command.flags;
  const wanted = wantedOf(chosen);
  const request: EvaluationRequest = {
    head: now.head,
    by: given.sender,
    ...(given.commentId !== undefined && { commentId: given.commentId }),
    ...(wanted !== undefined && { wanted }),
    ...(model !== undefined && { model }),
    ...(samples !== undefined && { repeats: samples }),
    ...(maxCostNanoUsd !== undefined && { maxCostNanoUsd }),
  };
  return request;
}

/** `undefined`: what the change reaches, as after a push. */
function wantedOf({ byProject }: ChosenTargets): WantedEvaluation | undefined {
  const chosen = [...byProject.values()];
  const scopes = new Set(chosen.flatMap((one) => one.scopes));
  if (scopes.has('all')) return 'all';
  const documents = chosen.flatMap((one) => one.documents);
  if (scopes.size > 0 || documents.length === 0) return undefined;
  const idsOf = (kind: string) => [
    ...new Set(documents.filter((one) => one.kind === kind).map(({ id }) => id)),
  ];
  return { suites: idsOf('suite'), prompts: idsOf('prompt') };
}
