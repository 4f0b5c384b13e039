import type { AskResult, ModelDescription } from '@galley/engine/models';
import type { PromptRun } from '@galley/engine/run';

type Answered = Extract<AskResult, { kind: 'answered' }>;

/** One answered run as `run --format json` shows it; what is unknown is `null`. */
export function describeRun(
  target: string,
  { rendered, asked, parsed }: PromptRun & { readonly asked: Answered },
  model: ModelDescription,
) {
  const { answer } = asked;
  return {
    target,
    model: {
      alias: model.alias,
      provider: model.provider,
      providerType: model.providerType,
      name: model.model,
      answeredAs: answer.model,
      isScripted: model.isScripted,
    },
    messages: rendered.messages,
    text: answer.text,
    output: parsed?.output,
    outputFault: parsed?.jsonFault && `the answer ${parsed.jsonFault}`,
    toolCalls: answer.toolCalls,
    finishReason: answer.finishReason,
    usage: {
      inputTokens: answer.usage.inputTokens,
      cachedInputTokens: answer.usage.cachedInputTokens,
      outputTokens: answer.usage.outputTokens,
    },
    latencyMs: answer.latencyMs,
    source: asked.source,
    costNanoUsd: asked.costNanoUsd,
    listCostNanoUsd: asked.listCostNanoUsd,
    savedNanoUsd: asked.savedNanoUsd,
    isUpperBound: asked.isUpperBound,
    requests: asked.requests,
    requestKey: asked.requestKey,
  };
}
