import type { OpenAiCompatibleProvider } from '../../../library/project.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider } from '../contract.ts';
import { trimSlashes } from '../trim-slashes.ts';
import { chatRulesOf } from './chat-rules.ts';
import { createOpenAiProvider } from './openai-family.ts';

/** Any server that speaks OpenAI's chat completions; what it charges, if anything, is not published. */
export function createOpenAiCompatible(
  declaration: OpenAiCompatibleProvider,
  context: ProviderContext,
): Provider {
  return createOpenAiProvider(
    {
      type: 'openai-compatible',
      baseUrl: trimSlashes(declaration.baseUrl),
      api: 'chat',
      keyHeaders: (key) => ({ authorization: `Bearer ${key}` }),
      rules: chatRulesOf(declaration),
      embeds: true,
    },
    declaration,
    context,
  );
}
