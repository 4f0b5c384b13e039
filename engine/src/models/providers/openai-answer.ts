import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { isShallowJson } from '../is-shallow-json.ts';
import type { ProviderAnswer, ToolCall, Usage } from './contract.ts';

/** The answer in a chat-completions response body; `undefined` when the value is no such body. */
export function openAiAnswer(
  body: unknown,
  request: { readonly model: string; readonly latencyMs: number },
): ProviderAnswer | undefined {
  if (!isPlainObject(body) || !Array.isArray(body.choices)) return undefined;
  const choice: unknown = body.choices[0];
  if (!isPlainObject(choice) || !isPlainObject(choice.message)) return undefined;
  const { content, refusal } = choice.message;
  const calls = Array.isArray(choice.message.tool_calls) ? choice.message.tool_calls : [];
  const toolCalls = calls.map(toolCallOf).filter((call) => call !== undefined);
  const isRefusal = typeof refusal === 'string' && refusal !== '';
  return {
    text: isRefusal && typeof content !== 'string' ? refusal : textOf(content),
    toolCalls,
    finishReason: isRefusal ? 'refusal' : finishReasonOf(choice.finish_reason),
    usage: openAiUsage(body.usage),
    model: typeof body.model === 'string' ? body.model : request.model,
    latencyMs: request.latencyMs,
  };
}

/** Tokens as the response's `usage` counts them; `undefined` for whatever it does not say. */
function openAiUsage(usage: unknown): Usage {
  const said = isPlainObject(usage) ? usage : {};
  const details = isPlainObject(said.prompt_tokens_details) ? said.prompt_tokens_details : {};
  return {
    inputTokens: count(said.prompt_tokens),
    cachedInputTokens: count(details.cached_tokens),
    cacheWriteTokens: count(details.cache_write_tokens),
    outputTokens: count(said.completion_tokens),
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
  if (typeof name !== 'string') return undefined;
  return { name, arguments: argumentsOf(written) };
}

/** Arguments are JSON text; some servers send the value itself. Deeper nesting than we walk is text. */
function argumentsOf(written: unknown): JsonValue {
  const isText = typeof written === 'string';
  try {
    const value: unknown = isText ? JSON.parse(written) : (written ?? null);
    if (isShallowJson(value)) return value as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return isText ? written : null;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
