import type { JsonValue } from '../../../library/nodes.ts';
import { withoutUndefined } from '../../../units/without-undefined.ts';
import type { ProviderRequest } from '../contract.ts';
import type { ChatRules } from './chat-rules.ts';
import { isStrictSchema } from './strict-schema.ts';

/** The body of a chat-completions request, as the vendor documents it. */
export function chatBody(request: ProviderRequest, rules: ChatRules): Record<string, unknown> {
  const { temperature, top_p, max_tokens, stop, seed, reasoning_effort, extra } =
    request.parameters;
  const body: Record<string, unknown> = {
    ...rules.defaults?.(request.model),
    ...extra,
    model: request.model,
    messages: request.messages.map(({ role, content }) => ({
      role: role === 'developer' && !rules.knowsDeveloper ? 'system' : role,
      content,
    })),
    temperature,
    top_p,
    [rules.boundBy]: max_tokens,
    stop,
    seed,
    reasoning_effort,
    tools: request.tools.length === 0 ? undefined : request.tools.map(toolOf),
    response_format: responseFormat(request, rules),
  };
  for (const name of ignoredInChat(request, rules)) body[name] = undefined;
  return withoutUndefined(body);
}

/** Names of given parameters that a model does not take and that are therefore not sent. */
export function ignoredInChat(request: ProviderRequest, rules: ChatRules): string[] {
  return rules.refuses(request).filter((name) => request.parameters[name] !== undefined);
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

function responseFormat(
  { output, model }: ProviderRequest,
  rules: ChatRules,
): JsonValue | undefined {
  if (output.format !== 'json') return undefined;
  const { schema } = output;
  if (schema === undefined) return { type: 'json_object' };
  const strict = rules.takesStrictSchema(model) && isStrictSchema(schema);
  return { type: 'json_schema', json_schema: { name: 'output', schema, strict } };
}
