import type { JsonValue } from '../library/nodes.ts';
import { isPlainObject } from '../units/own-value.ts';
import { isShallowJson } from './is-shallow-json.ts';
import type { ProviderAnswer, ToolCall, Usage } from './providers/contract.ts';

const finishReasons: readonly string[] = ['stop', 'length', 'tool-calls', 'refusal', 'other'];

/** A stored answer, checked field by field; `undefined` when the value is no answer. */
export function readAnswer(value: unknown): ProviderAnswer | undefined {
  if (!isPlainObject(value)) return undefined;
  const { text, toolCalls, finishReason, model, latencyMs } = value;
  const calls = Array.isArray(toolCalls) ? toolCalls.map(readToolCall) : [undefined];
  const usage = readUsage(value.usage);
  const isWhole =
    typeof text === 'string' &&
    typeof model === 'string' &&
    typeof finishReason === 'string' &&
    finishReasons.includes(finishReason) &&
    typeof latencyMs === 'number' &&
    Number.isFinite(latencyMs) &&
    latencyMs >= 0;
  if (!isWhole || !usage || calls.includes(undefined)) return undefined;
  return {
    text,
    toolCalls: calls.filter((call) => call !== undefined),
    finishReason: finishReason as ProviderAnswer['finishReason'],
    usage,
    model,
    latencyMs,
  };
}

function readToolCall(value: unknown): ToolCall | undefined {
  if (!isPlainObject(value) || typeof value.name !== 'string') return undefined;
  if (!isShallowJson(value.arguments)) return undefined;
  return { name: value.name, arguments: (value.arguments ?? null) as JsonValue };
}

function readUsage(value: unknown): Usage | undefined {
  if (!isPlainObject(value)) return undefined;
  const counts = [
    value.inputTokens,
    value.cachedInputTokens,
    value.cacheWriteTokens,
    value.outputTokens,
  ];
  if (!counts.every(isCount)) return undefined;
  const [inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens] = counts;
  return {
    inputTokens,
    cachedInputTokens,
    ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
    outputTokens,
  };
}

function isCount(value: unknown): value is number | undefined {
  return (
    value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)
  );
}
