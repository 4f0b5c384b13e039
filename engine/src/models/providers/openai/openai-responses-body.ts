import type { ChatMessage } from '../../../library/nodes.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import { withoutUndefined } from '../../../units/without-undefined.ts';
import type { ProviderRequest } from '../contract.ts';
import type { ChatRules } from './chat-rules.ts';
import { isStrictSchema } from './strict-schema.ts';

/**
 * The body of a request to OpenAI's Responses API: system messages at the beginning are the
 * instructions, the rest is the input. Nothing is stored at the vendor unless `extra` says so.
 */
export function responsesBody(request: ProviderRequest, rules: ChatRules): Record<string, unknown> {
  const { temperature, top_p, max_tokens, reasoning_effort, extra = {} } = request.parameters;
  const { instructions, input } = splitInstructions(request.messages);
  const format = formatOf(request.output);
  const body: Record<string, unknown> = {
    store: false,
    ...extra,
    model: request.model,
    instructions,
    input: input.map(({ role, content }) => ({ role, content })),
    temperature,
    top_p,
    max_output_tokens: max_tokens,
    reasoning: mergedWith(extra.reasoning, reasoning_effort && { effort: reasoning_effort }),
    text: mergedWith(extra.text, format && { format }),
    tools: request.tools.length === 0 ? undefined : request.tools.map(toolOf),
  };
  for (const name of ignoredInResponses(request, rules)) body[name] = undefined;
  return withoutUndefined(body);
}

/** Names of given parameters that are not sent: the interface has no `stop` and no `seed` at all. */
export function ignoredInResponses(request: ProviderRequest, rules: ChatRules): string[] {
  const refused = new Set<string>([...rules.refuses(request), 'stop', 'seed']);
  const names = ['temperature', 'top_p', 'stop', 'seed'] as const;
  return names.filter((name) => refused.has(name) && request.parameters[name] !== undefined);
}

/** The interface wants input: a prompt of system messages alone is sent as that. */
function splitInstructions(messages: readonly ChatMessage[]): {
  readonly instructions: string | undefined;
  readonly input: readonly ChatMessage[];
} {
  const start = messages.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  if (start <= 0) return { instructions: undefined, input: messages };
  const leading = messages.slice(0, start).map(({ content }) => content);
  return { instructions: leading.join('\n\n'), input: messages.slice(start) };
}

function formatOf({ format, schema }: ProviderRequest['output']) {
  if (format !== 'json') return undefined;
  if (schema === undefined) return { type: 'json_object' };
  return { type: 'json_schema', name: 'output', schema, strict: isStrictSchema(schema) };
}

function mergedWith(given: unknown, ours: object | '' | undefined): unknown {
  return isPlainObject(given) && ours ? { ...given, ...ours } : ours || given;
}

/** Strict is this interface's default for tools, and would refuse schemas that chats take. */
function toolOf(tool: ProviderRequest['tools'][number]): Record<string, unknown> {
  return withoutUndefined({
    type: 'function',
    name: tool.name,
    description: tool.description,
    parameters: tool.parameters ?? { type: 'object', properties: {} },
    strict: false,
  });
}
