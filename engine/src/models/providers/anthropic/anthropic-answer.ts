import { isPlainObject } from '../../../units/own-value.ts';
import { callArguments } from '../call-arguments.ts';
import type { ProviderAnswer, ProviderRequest, ToolCall, Usage } from '../contract.ts';
import type { Billed, Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';

/** The answer in the body of a Messages response. */
export function anthropicAnswer(value: unknown, request: Pick<ProviderRequest, 'model'>): Reading {
  const said = isPlainObject(value) ? value : {};
  const billed = billedBy(said.usage);
  if (said.type !== 'message' || !Array.isArray(said.content)) {
    return { unreadable: 'the answer is no message', billed };
  }
  const blocks = said.content.filter(isPlainObject);
  const text = blocks.map(textOf).join('');
  const isRefusal = said.stop_reason === 'refusal';
  return {
    text: isRefusal && text === '' ? explanationOf(said.stop_details) : text,
    toolCalls: blocks.map(toolCallOf).filter((call) => call !== undefined),
    finishReason: finishReasonOf(said.stop_reason),
    model: typeof said.model === 'string' ? said.model : request.model,
    ...billed,
  };
}

function billedBy(usage: unknown): Billed {
  const tier = tierOf(usage);
  return { usage: usageOf(usage), ...(tier !== undefined && { serviceTier: tier }) };
}

/** Anthropic counts cached tokens apart from `input_tokens`; ours are part of them. */
function usageOf(usage: unknown): Usage {
  const said = isPlainObject(usage) ? usage : {};
  const created = isPlainObject(said.cache_creation) ? said.cache_creation : {};
  const details = isPlainObject(said.output_tokens_details) ? said.output_tokens_details : {};
  const uncached = tokenCount(said.input_tokens);
  const read = tokenCount(said.cache_read_input_tokens);
  const written = tokenCount(said.cache_creation_input_tokens);
  return {
    inputTokens: uncached === undefined ? undefined : uncached + (read ?? 0) + (written ?? 0),
    cachedInputTokens: read,
    cacheWriteTokens: written,
    longCacheWriteTokens: tokenCount(created.ephemeral_1h_input_tokens),
    outputTokens: tokenCount(said.output_tokens),
    reasoningTokens: tokenCount(details.thinking_tokens),
  };
}

/** Fast mode costs more than any tier, so it counts as one. */
function tierOf(usage: unknown): string | undefined {
  const said = isPlainObject(usage) ? usage : {};
  if (said.speed === 'fast') return 'fast';
  return typeof said.service_tier === 'string' ? said.service_tier : undefined;
}

function finishReasonOf(reason: unknown): ProviderAnswer['finishReason'] {
  switch (reason) {
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool-calls';
    case 'refusal':
      return 'refusal';
    default:
      return 'other';
  }
}

function explanationOf(details: unknown): string {
  const said = isPlainObject(details) ? details.explanation : undefined;
  return typeof said === 'string' ? said : '';
}

/** Thinking is no part of the answer. */
function textOf(block: Record<string, unknown>): string {
  return block.type === 'text' && typeof block.text === 'string' ? block.text : '';
}

function toolCallOf(block: Record<string, unknown>): ToolCall | undefined {
  if (block.type !== 'tool_use' || typeof block.name !== 'string') return undefined;
  return { name: block.name, arguments: callArguments(block.input) };
}
