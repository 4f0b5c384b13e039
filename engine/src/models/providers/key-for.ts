import type { SendingProvider } from '../../library/project.ts';
import { guardHost } from '../host-guard.ts';
import { secretFor } from '../secret-binding.ts';
import type { ProviderContext } from './context.ts';
import { headerText } from './header-text.ts';

/**
 * The key for a provider's address, after the address was found to be one that may be called;
 * `undefined` when the provider names no secret, neither in galley.yaml nor by its type.
 * @param options.keySecret the variable that holds the key when the declaration names none
 * @param options.mayBeFile true where the secret may hold a file's text instead of a key
 * @throws GalleyError `host-not-allowed`, `secret-missing`, `secret-not-bound`
 */
export function keyFor(
  declaration: SendingProvider,
  address: string,
  options: {
    readonly context: ProviderContext;
    readonly keySecret?: string;
    readonly mayBeFile?: boolean;
  },
): string | undefined {
  const { secrets, allowPrivateHosts } = options.context;
  const provider = declaration.name;
  const url = guardHost(address, {
    allowPrivate: allowPrivateHosts && declaration.allowPrivate,
    provider,
  });
  const secret = declaration.keySecret ?? options.keySecret;
  if (secret === undefined) return undefined;
  const value = secretFor(secret, url, { secrets, provider });
  return options.mayBeFile ? value : headerText(value, { secret, provider });
}
