import type { AskResult, ModelCall, ModelDescription } from '@galley/engine/models';
import type { SpanAttributes } from './tracing.ts';

/**
 * Names of vendors as OpenTelemetry lists them; a type that it does not list keeps its own.
 * @source semantic conventions for generative AI, registry of `gen_ai.provider.name`, 2026-11
 */
const vendorNames: Readonly<Record<string, string>> = {
  'azure-openai': 'azure.ai.openai',
  google: 'gcp.gemini',
  'openai-compatible': 'openai',
};
const nanoPerDollar = 1_000_000_000;

/** Name of a model call's span: what was done, and with which model. */
export function spanNameOf(call: ModelCall, { model }: ModelDescription): string {
  return `${operationOf(call)} ${model}`;
}

/** What a span says of a model call, by the semantic conventions for generative AI; no text of it. */
export function callAttributes(call: ModelCall, description: ModelDescription): SpanAttributes {
  const { provider, providerType, model, endpoint, alias } = description;
  const layers = Array.isArray(call.parameters) ? call.parameters : [call.parameters];
  const parameters: Record<string, unknown> = Object.assign({}, ...layers);
  const numbers = ['temperature', 'top_p', 'max_tokens', 'seed'].flatMap((name) => {
    const value = parameters[name];
    return typeof value === 'number' ? [[`gen_ai.request.${name}`, value] as const] : [];
  });
  return {
    'gen_ai.operation.name': operationOf(call),
    'gen_ai.provider.name': vendorNames[providerType] ?? providerType,
    'gen_ai.request.model': model,
    'gen_ai.output.type': call.output.format,
    ...Object.fromEntries(numbers),
    ...addressOf(endpoint),
    'galley.provider': provider,
    'galley.alias': alias,
    'galley.repeat': call.repeat,
    ...(call.recording && { 'galley.suite': call.recording.suite }),
  };
}

/** What a span says of how the call ended. */
export function resultAttributes(result: AskResult): SpanAttributes {
  if (result.kind === 'not-executed') return {};
  const cost = { ...costOf(result.costNanoUsd), 'galley.requests': result.requests };
  if (result.kind === 'error') return { ...cost, 'error.type': 'provider-error' };
  const { answer } = result;
  const { usage } = answer;
  return {
    ...cost,
    'gen_ai.response.model': answer.model,
    'gen_ai.response.finish_reasons': [answer.finishReason],
    ...known('gen_ai.usage.input_tokens', usage.inputTokens),
    ...known('gen_ai.usage.output_tokens', usage.outputTokens),
    ...known('gen_ai.usage.cache_read.input_tokens', usage.cachedInputTokens),
    ...known('gen_ai.usage.cache_creation.input_tokens', usage.cacheWriteTokens),
    ...known('gen_ai.usage.reasoning.output_tokens', usage.reasoningTokens),
  };
}

/** The text of a call and its answer, for operators who asked for it. */
export function contentAttributes(call: ModelCall, result: AskResult): SpanAttributes {
  const messages = call.messages.map(({ role, ...rest }) => ({ role, parts: [part(rest)] }));
  const input = { 'gen_ai.input.messages': JSON.stringify(messages) };
  if (result.kind !== 'answered') return input;
  const { text, toolCalls, finishReason } = result.answer;
  const parts = [
    ...(text === '' ? [] : [{ type: 'text', content: text }]),
    ...toolCalls.map(({ name, arguments: given }) => ({
      type: 'tool_call',
      name,
      arguments: given,
    })),
  ];
  const answer = [{ role: 'assistant', parts, finish_reason: finishReason }];
  return { ...input, 'gen_ai.output.messages': JSON.stringify(answer) };
}

function operationOf({ task }: ModelCall): string {
  return task === 'embedding' ? 'embeddings' : 'chat';
}

function part({ content }: { readonly content?: unknown }): Record<string, unknown> {
  return { type: 'text', content: typeof content === 'string' ? content : JSON.stringify(content) };
}

function costOf(nanoUsd: number | undefined): SpanAttributes {
  if (nanoUsd === undefined) return {};
  return { 'gen_ai.usage.cost': nanoUsd / nanoPerDollar, 'galley.cost_nano_usd': nanoUsd };
}

function known(name: string, value: number | undefined): SpanAttributes {
  return value === undefined ? {} : { [name]: value };
}

function addressOf(endpoint: string): SpanAttributes {
  if (!URL.canParse(endpoint)) return {};
  const { hostname, port, protocol } = new URL(endpoint);
  const own = protocol === 'https:' ? 443 : 80;
  return { 'server.address': hostname, 'server.port': port === '' ? own : Number(port) };
}
