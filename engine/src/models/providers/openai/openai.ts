import type { OpenAiProvider } from '../../../library/project.ts';
import { isAtHost } from '../../is-at-host.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider } from '../contract.ts';
import { trimSlashes } from '../trim-slashes.ts';
import { chatRulesOf } from './chat-rules.ts';
import { createOpenAiProvider } from './openai-family.ts';

const vendorAddress = 'https://api.openai.com/v1';

/** OpenAI itself, by chat completions or by responses. */
export function createOpenAi(declaration: OpenAiProvider, context: ProviderContext): Provider {
  const { api, organization } = declaration;
  const baseUrl = trimSlashes(declaration.baseUrl ?? vendorAddress);
  const account: Record<string, string> =
    organization === undefined ? {} : { 'openai-organization': organization };
  return createOpenAiProvider(
    {
      type: 'openai',
      baseUrl,
      api,
      keySecret: 'OPENAI_API_KEY',
      keyHeaders: (key) => ({ authorization: `Bearer ${key}`, ...account }),
      rules: chatRulesOf(declaration),
      embeds: true,
      pricedAs: ({ model }) =>
        isAtHost(baseUrl, 'api.openai.com') ? { providerId: 'openai', model } : undefined,
    },
    declaration,
    context,
  );
}
