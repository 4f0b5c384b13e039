import { isPlainObject } from '../../../units/own-value.ts';
import { callArguments } from '../call-arguments.ts';
import type { ProviderAnswer, ProviderRequest, ToolCall, Usage } from '../contract.ts';
import type { Billed, Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';

/** Reasons by which Google says that a filter stopped the answer. */
const blockedReasons: readonly unknown[] = [
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MODEL_ARMOR',
];

/** What Vertex AI calls the tiers that the Gemini API names plainly. */
const tiers: Readonly<Record<string, string>> = {
  ON_DEMAND: 'standard',
  ON_DEMAND_PRIORITY: 'priority',
  ON_DEMAND_FLEX: 'flex',
  ON_DEMAND_OFFPEAK: 'offpeak',
  PROVISIONED_THROUGHPUT: 'provisioned',
};

/** The answer in the body of a generateContent response; a prompt that was blocked is a refusal. */
export function googleAnswer(value: unknown, request: Pick<ProviderRequest, 'model'>): Reading {
  const body = isPlainObject(value) ? value : {};
  const candidate: unknown = Array.isArray(body.candidates) ? body.candidates[0] : undefined;
  const feedback = isPlainObject(body.promptFeedback) ? body.promptFeedback : {};
  const isBlocked = typeof feedback.blockReason === 'string';
  const billed = billedBy(body.usageMetadata);
  if (!isPlainObject(candidate) && !isBlocked) {
    return { unreadable: 'the answer has no candidate', billed };
  }
  const { content, finishReason } = isPlainObject(candidate) ? candidate : {};
  const parts = isPlainObject(content) && Array.isArray(content.parts) ? content.parts : [];
  const said = parts.filter(isPlainObject).filter((part) => part.thought !== true);
  const toolCalls = said.map(toolCallOf).filter((call) => call !== undefined);
  return {
    text: said.map(({ text }) => (typeof text === 'string' ? text : '')).join(''),
    toolCalls,
    finishReason: isBlocked ? 'refusal' : finishReasonOf(finishReason, toolCalls.length > 0),
    model: typeof body.modelVersion === 'string' ? body.modelVersion : request.model,
    ...billed,
  };
}

function billedBy(usage: unknown): Billed {
  const tier = tierOf(usage);
  return { usage: usageOf(usage), ...(tier !== undefined && { serviceTier: tier }) };
}

/** Cached tokens are part of the prompt's; thoughts are counted apart from the candidate's. */
function usageOf(usage: unknown): Usage {
  const said = isPlainObject(usage) ? usage : {};
  const prompt = tokenCount(said.promptTokenCount);
  const fromTools = tokenCount(said.toolUsePromptTokenCount) ?? 0;
  const inputTokens = prompt === undefined ? undefined : prompt + fromTools;
  const thoughts = tokenCount(said.thoughtsTokenCount);
  return {
    inputTokens,
    cachedInputTokens: tokenCount(said.cachedContentTokenCount),
    outputTokens: outputOf(said, inputTokens),
    reasoningTokens: thoughts,
  };
}

/** Google leaves out counts of zero, so an answer without text is told by the total. */
function outputOf(
  said: Record<string, unknown>,
  inputTokens: number | undefined,
): number | undefined {
  const written = tokenCount(said.candidatesTokenCount);
  const thoughts = tokenCount(said.thoughtsTokenCount);
  if (written !== undefined || thoughts !== undefined) return (written ?? 0) + (thoughts ?? 0);
  const total = tokenCount(said.totalTokenCount);
  if (total === undefined || inputTokens === undefined) return undefined;
  return Math.max(0, total - inputTokens);
}

function tierOf(usage: unknown): string | undefined {
  const { serviceTier, trafficType } = isPlainObject(usage) ? usage : {};
  if (typeof serviceTier === 'string') return serviceTier.toLowerCase();
  return typeof trafficType === 'string' ? tiers[trafficType] : undefined;
}

function finishReasonOf(reason: unknown, callsTools: boolean): ProviderAnswer['finishReason'] {
  if (reason === 'MAX_TOKENS') return 'length';
  if (blockedReasons.includes(reason)) return 'refusal';
  if (reason !== 'STOP') return 'other';
  return callsTools ? 'tool-calls' : 'stop';
}

function toolCallOf({ functionCall }: Record<string, unknown>): ToolCall | undefined {
  if (!isPlainObject(functionCall) || typeof functionCall.name !== 'string') return undefined;
  // Google leaves out arguments that are none.
  return { name: functionCall.name, arguments: callArguments(functionCall.args ?? {}) };
}
