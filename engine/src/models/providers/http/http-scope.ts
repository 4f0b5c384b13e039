import type { JsonValue } from '../../../library/nodes.ts';
import { withoutUndefined } from '../../../units/without-undefined.ts';
import type { ProviderRequest } from '../contract.ts';

/** The names that `${{ … }}` may start with in the body of an `http` provider, for one request. */
export function httpScope(request: ProviderRequest): Readonly<Record<string, unknown>> {
  const { messages, parameters, tools, output } = request;
  const system = messages.filter(({ role }) => role === 'system' || role === 'developer');
  return withoutUndefined({
    prompt: messages.findLast(({ role }) => role === 'user')?.content,
    system: system.length > 0 ? system.map(({ content }) => content).join('\n\n') : undefined,
    messages: messages.map(({ role, content }) => ({ role, content })),
    model: request.model,
    parameters: withoutUndefined(parameters),
    tools: tools.length > 0 ? tools.map((tool) => withoutUndefined(tool)) : undefined,
    output: withoutUndefined(output) as JsonValue,
    repeat: request.repeat,
  });
}
