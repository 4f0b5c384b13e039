import type { ProviderRequest } from './contract.ts';

/** Names of given parameters that an embedding does not send: all but `extra`. */
export function ignoredInEmbedding({ parameters }: Pick<ProviderRequest, 'parameters'>): string[] {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== 'extra' && value !== undefined)
    .map(([name]) => name);
}
