import type { ModelParameters } from '../library/nodes.ts';
import { hashValue } from '../units/content-hash.ts';
import type { Provider, ProviderRequest } from './providers/contract.ts';

const keyVersion = 2;

/**
 * Identity of one draw as a lower-case hexadecimal sha256: equal requests to the same provider have
 * equal keys, and every repeat is a draw of its own. Keys, headers and time are no part of it.
 * @param name the provider's name in galley.yaml: two of one address may be two accounts, and never
 * share an answer
 */
export function requestKey(
  name: string,
  provider: Pick<Provider, 'type' | 'endpoint' | 'apiKind' | 'declaredFor'>,
  request: ProviderRequest,
): string {
  const { seed, ...parameters } = request.parameters;
  const declared = provider.declaredFor?.(request);
  return hashValue({
    v: keyVersion,
    name,
    provider: provider.type,
    endpoint: provider.endpoint,
    api: provider.apiKind,
    ...(declared !== undefined && { declared }),
    ...(request.task && { task: request.task }),
    model: request.model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    parameters: withoutUndefined(parameters),
    tools: request.tools.map((tool) => withoutUndefined({ ...tool })),
    output: withoutUndefined({ ...request.output }),
    seed: seed ?? null,
    repeat: request.repeat,
  });
}

function withoutUndefined(value: ModelParameters | object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
