import { isPlainObject } from '../../../units/own-value.ts';
import { callArguments } from '../call-arguments.ts';
import type { ProviderAnswer, ToolCall, Usage } from '../contract.ts';
import type { Billed, Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';

/** The answer in a chat-completions response body. */
export function chatAnswer(body: unknown, request: { readonly model: string }): Reading {
  const said = isPlainObject(body) ? body : {};
  const billed = billedIn(said);
  const choice: unknown = Array.isArray(said.choices) ? said.choices[0] : undefined;
  if (!isPlainObject(choice) || !isPlainObject(choice.message)) {
    return { unreadable: 'the answer is no chat completion', billed };
  }
  const { content, refusal } = choice.message;
  const calls = Array.isArray(choice.message.tool_calls) ? choice.message.tool_calls : [];
  const toolCalls = calls.map(toolCallOf).filter((call) => call !== undefined);
  const isRefusal = typeof refusal === 'string' && refusal !== '';
  return {
    text: isRefusal && typeof content !== 'string' ? refusal : textOf(content),
    toolCalls,
    finishReason: isRefusal ? 'refusal' : finishReasonOf(choice.finish_reason),
    model: typeof said.model === 'string' ? said.model : request.model,
    ...billed,
  };
}

function billedIn(body: Record<string, unknown>): Billed {
  return {
    usage: usageOf(body.usage),
    ...(typeof body.service_tier === 'string' && { serviceTier: body.service_tier }),
  };
}

/** Tokens as the response's `usage` counts them; `undefined` for whatever it does not say. */
function usageOf(usage: unknown): Usage {
  const said = isPlainObject(usage) ? usage : {};
  const input = isPlainObject(said.prompt_tokens_details) ? said.prompt_tokens_details : {};
  const output = isPlainObject(said.completion_tokens_details)
    ? said.completion_tokens_details
    : {};
  return {
    inputTokens: tokenCount(said.prompt_tokens),
    cachedInputTokens: tokenCount(input.cached_tokens),
    cacheWriteTokens: tokenCount(input.cache_write_tokens),
    outputTokens: tokenCount(said.completion_tokens),
    reasoningTokens: tokenCount(output.reasoning_tokens),
  };
}

function finishReasonOf(reason: unknown): ProviderAnswer['finishReason'] {
  switch (reason) {
    case 'stop':
    case 'length':
      return reason;
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    case 'content_filter':
      return 'refusal';
    default:
      return 'other';
  }
}

/** Content is a text or, with some servers, a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isPlainObject(part) && typeof part.text === 'string' ? part.text : ''))
    .join('');
}

function toolCallOf(call: unknown): ToolCall | undefined {
  if (!isPlainObject(call) || !isPlainObject(call.function)) return undefined;
  const { name, arguments: written } = call.function;
  return typeof name === 'string' ? { name, arguments: callArguments(written) } : undefined;
}
