import type { ChatMessage, ModelParameters } from '../library/nodes.ts';
import type { ModelCall } from '../models/model-desk.ts';
import type { PlannedRun } from './evaluation-plan.ts';

/** The question of a draw, as the model desk takes it. */
export function callOf(
  { arm, case: item, repeat }: PlannedRun,
  messages: readonly ChatMessage[],
  parameters: ModelParameters = arm.parameters,
): ModelCall {
  return {
    alias: arm.asks ?? arm.model,
    parameters,
    messages,
    tools: arm.prompt.tools,
    output: arm.body.output,
    repeat,
    ...(arm.allowedProviders && { allowedProviders: arm.allowedProviders }),
    recording: { suite: arm.suite, caseId: item.id },
  };
}
