import type { JsonValue } from '../../library/nodes.ts';
import type { ProviderRequest } from './contract.ts';
import { isStrictSchema } from './strict-schema.ts';

/** Models that reason take `max_completion_tokens` and refuse sampling parameters. */
const reasoningModel = /^(o\d|gpt-[5-9])/;

/** The body of a chat-completions request, as the vendor documents it. */
export function openAiBody(request: ProviderRequest, isVendor: boolean): Record<string, unknown> {
  const { temperature, top_p, max_tokens, stop, seed, reasoning_effort, extra } =
    request.parameters;
  const isReasoning = isVendor && reasoningModel.test(request.model);
  return withoutUndefined({
    ...extra,
    model: request.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    temperature: isReasoning ? undefined : temperature,
    top_p: isReasoning ? undefined : top_p,
    [isVendor ? 'max_completion_tokens' : 'max_tokens']: max_tokens,
    stop: isReasoning ? undefined : stop,
    seed,
    reasoning_effort,
    tools: request.tools.length === 0 ? undefined : request.tools.map(toolOf),
    response_format: responseFormat(request),
  });
}

/** Names of given parameters that a model does not take and that are therefore not sent. */
export function ignoredParameters(request: ProviderRequest, isVendor: boolean): string[] {
  if (!isVendor || !reasoningModel.test(request.model)) return [];
  return (['temperature', 'top_p', 'stop'] as const).filter(
    (name) => request.parameters[name] !== undefined,
  );
}

function toolOf(tool: ProviderRequest['tools'][number]): Record<string, unknown> {
  return {
    type: 'function',
    function: withoutUndefined({
      name: tool.name,
      description: tool.description,
      parameters: tool.parameters ?? { type: 'object', properties: {} },
    }),
  };
}

function responseFormat({ output }: ProviderRequest): JsonValue | undefined {
  if (output.format !== 'json') return undefined;
  if (output.schema === undefined) return { type: 'json_object' };
  return {
    type: 'json_schema',
    json_schema: { name: 'output', schema: output.schema, strict: isStrictSchema(output.schema) },
  };
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
