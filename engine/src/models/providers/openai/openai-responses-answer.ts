import { isPlainObject } from '../../../units/own-value.ts';
import { callArguments } from '../call-arguments.ts';
import type { ProviderAnswer, Usage } from '../contract.ts';
import type { Billed, Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';

type Item = Readonly<Record<string, unknown>>;

/** The answer in a body of OpenAI's Responses API: texts, refusals and calls among its output items. */
export function responsesAnswer(body: unknown, request: { readonly model: string }): Reading {
  const said: Item = isPlainObject(body) ? body : {};
  const billed = billedIn(said);
  if (!Array.isArray(said.output)) {
    return { unreadable: 'the answer is no response of the Responses API', billed };
  }
  if (said.status === 'failed' || said.status === 'cancelled') return failureOf(said, billed);
  const items: Item[] = said.output.filter(isPlainObject);
  const parts = items.flatMap((item) => (item.type === 'message' ? recordsIn(item.content) : []));
  const refusals = textsOf(parts, 'refusal', 'refusal');
  const texts = textsOf(parts, 'output_text', 'text');
  const toolCalls = items
    .filter((item) => item.type === 'function_call' && typeof item.name === 'string')
    .map((item) => ({ name: item.name as string, arguments: callArguments(item.arguments) }));
  return {
    text: (texts.length === 0 ? refusals : texts).join(''),
    toolCalls,
    finishReason: refusals.length > 0 ? 'refusal' : finishReasonOf(said, toolCalls.length > 0),
    model: typeof said.model === 'string' ? said.model : request.model,
    ...billed,
  };
}

function billedIn(body: Item): Billed {
  return {
    usage: usageOf(body.usage),
    ...(typeof body.service_tier === 'string' && { serviceTier: body.service_tier }),
  };
}

function finishReasonOf(body: Item, hasCalls: boolean): ProviderAnswer['finishReason'] {
  const details = isPlainObject(body.incomplete_details) ? body.incomplete_details : {};
  if (details.reason === 'max_output_tokens') return 'length';
  if (details.reason === 'content_filter') return 'refusal';
  if (body.status !== 'completed') return 'other';
  return hasCalls ? 'tool-calls' : 'stop';
}

/** A 200 that says it failed; the vendor's own breakdown may pass, anything else would come again. */
function failureOf(body: Item, billed: Billed): Reading {
  const error = isPlainObject(body.error) ? body.error : {};
  const said = typeof error.message === 'string' ? `: ${error.message.slice(0, 300)}` : '';
  const isRetryable = error.code === 'server_error' || error.code === 'rate_limit_exceeded';
  return { unreadable: `the response ${String(body.status)}${said}`, isRetryable, billed };
}

function usageOf(usage: unknown): Usage {
  const said = isPlainObject(usage) ? usage : {};
  const input = isPlainObject(said.input_tokens_details) ? said.input_tokens_details : {};
  const output = isPlainObject(said.output_tokens_details) ? said.output_tokens_details : {};
  return {
    inputTokens: tokenCount(said.input_tokens),
    cachedInputTokens: tokenCount(input.cached_tokens),
    cacheWriteTokens: tokenCount(input.cache_write_tokens),
    outputTokens: tokenCount(said.output_tokens),
    reasoningTokens: tokenCount(output.reasoning_tokens),
  };
}

function textsOf(parts: readonly Item[], type: string, key: string): string[] {
  return parts
    .filter((part) => part.type === type && typeof part[key] === 'string')
    .map((part) => part[key] as string);
}

function recordsIn(value: unknown): Item[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
