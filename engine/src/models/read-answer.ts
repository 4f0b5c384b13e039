import type { JsonValue } from '../library/nodes.ts';
import { isPlainObject } from '../units/own-value.ts';
import { jsonFault } from './json-fault.ts';
import { plainUsage } from './plain-usage.ts';
import type { ProviderAnswer, ToolCall, Usage } from './providers/contract.ts';
import { tokenCount } from './providers/token-count.ts';

const finishReasons: readonly string[] = ['stop', 'length', 'tool-calls', 'refusal', 'other'];

/** A stored answer, checked field by field; `undefined` when the value is no answer. */
export function readAnswer(value: unknown): ProviderAnswer | undefined {
  if (!isPlainObject(value)) return undefined;
  const { text, toolCalls, finishReason, model, serviceTier, latencyMs } = value;
  const calls = Array.isArray(toolCalls) ? toolCalls.map(readToolCall) : [undefined];
  const usage = readUsage(value.usage);
  const isWhole =
    typeof text === 'string' &&
    typeof model === 'string' &&
    (serviceTier === undefined || typeof serviceTier === 'string') &&
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
    ...(typeof serviceTier === 'string' && { serviceTier }),
    latencyMs,
  };
}

function readToolCall(value: unknown): ToolCall | undefined {
  if (!isPlainObject(value) || typeof value.name !== 'string') return undefined;
  if (jsonFault(value.arguments) !== undefined) return undefined;
  return { name: value.name, arguments: (value.arguments ?? null) as JsonValue };
}

const countNames = [
  'inputTokens',
  'cachedInputTokens',
  'cacheWriteTokens',
  'longCacheWriteTokens',
  'outputTokens',
  'reasoningTokens',
] as const;

function readUsage(value: unknown): Usage | undefined {
  if (!isPlainObject(value) || !countNames.every((name) => isCount(value[name]))) return undefined;
  return plainUsage(value as unknown as Usage);
}

function isCount(value: unknown): boolean {
  return value === undefined || tokenCount(value) !== undefined;
}
