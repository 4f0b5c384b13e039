import type { AnthropicProvider } from '../../../library/project.ts';
import { isAtHost } from '../../is-at-host.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider } from '../contract.ts';
import { createSend, type Exchange } from '../create-send.ts';
import { keyFor } from '../key-for.ts';
import { shownAddress } from '../shown-address.ts';
import { trimSlashes } from '../trim-slashes.ts';
import { anthropicAnswer } from './anthropic-answer.ts';
import { anthropicBody, anthropicIgnores, anthropicMaxTokens } from './anthropic-body.ts';

const vendorAddress = 'https://api.anthropic.com';

/** Anthropic's Messages API; the SDK is loaded and the key read at the first call. */
export function createAnthropic(
  declaration: AnthropicProvider,
  context: ProviderContext,
): Provider {
  const baseUrl = trimSlashes(declaration.baseUrl ?? vendorAddress);

  async function open(): Promise<Exchange> {
    const key = keyFor(declaration, baseUrl, { context, keySecret: 'ANTHROPIC_API_KEY' }) ?? '';
    const { createPostMessages } = await import('./anthropic-client.ts');
    const post = createPostMessages({ baseUrl, key });
    return (request, signal) => post(anthropicBody(request), signal);
  }

  return {
    type: declaration.type,
    isScripted: false,
    endpoint: shownAddress(baseUrl),
    apiKind: 'messages',
    defaultMaxTokens: anthropicMaxTokens,
    pricedAs: ({ model }) =>
      isAtHost(baseUrl, 'api.anthropic.com') ? { providerId: 'anthropic', model } : undefined,
    ignoredParameters: anthropicIgnores,
    send: createSend(
      { open, read: anthropicAnswer },
      { ...context, timeoutMs: declaration.timeoutMs },
    ),
  };
}
