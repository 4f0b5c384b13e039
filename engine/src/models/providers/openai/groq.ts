import type { GroqProvider } from '../../../library/project.ts';
import { isAtHost } from '../../is-at-host.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider } from '../contract.ts';
import { trimSlashes } from '../trim-slashes.ts';
import { chatRulesOf } from './chat-rules.ts';
import { createOpenAiProvider } from './openai-family.ts';

const vendorAddress = 'https://api.groq.com/openai/v1';

/** Groq, which speaks OpenAI's chat completions at its own host. */
export function createGroq(declaration: GroqProvider, context: ProviderContext): Provider {
  const baseUrl = trimSlashes(declaration.baseUrl ?? vendorAddress);
  return createOpenAiProvider(
    {
      type: 'groq',
      baseUrl,
      api: 'chat',
      keySecret: 'GROQ_API_KEY',
      keyHeaders: (key) => ({ authorization: `Bearer ${key}` }),
      rules: chatRulesOf(declaration),
      embeds: false,
      pricedAs: ({ model }) =>
        isAtHost(baseUrl, 'api.groq.com') ? { providerId: 'groq', model } : undefined,
    },
    declaration,
    context,
  );
}
