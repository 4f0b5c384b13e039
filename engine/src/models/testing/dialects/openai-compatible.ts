import type { WireDialect } from '../wire-dialect.ts';
import { openAiChatDialect } from './openai-chat.ts';

const { reasoning: _, ...shared } = openAiChatDialect;

/** OpenAI's chat completions, spoken by any other server. */
export const openAiCompatibleDialect: WireDialect = {
  ...shared,
  name: 'openai-compatible',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'openai-compatible',
    baseUrl: `${origin}/v1`,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
};
