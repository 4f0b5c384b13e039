import type { WireDialect } from '../wire-dialect.ts';
import { openAiChatDialect } from './openai-chat.ts';

const { reasoning: _, embedding: __, blocked: ___, ...shared } = openAiChatDialect;

/** OpenAI's chat completions as Groq writes them: times beside the tokens, its own extras. */
export const groqDialect: WireDialect = {
  ...shared,
  name: 'groq',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'groq',
    baseUrl: `${origin}/openai/v1`,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
  model: 'llama-3.3-70b-versatile',
  answeringModel: 'llama-3.3-70b-versatile',
  path: '/openai/v1/chat/completions',
  answerBody(said) {
    const body = shared.answerBody(said) as Record<string, unknown>;
    const times = {
      queue_time: 0.02,
      prompt_time: 0.004,
      completion_time: 0.41,
      total_time: 0.414,
    };
    return {
      ...body,
      model: 'llama-3.3-70b-versatile',
      ...(body.usage ? { usage: { ...body.usage, ...times } } : {}),
      x_groq: { id: 'req_01jbd6g2qdfw2adyrt2az8hz4w' },
    };
  },
  hasRetryAfterMs: false,
  says: { refusals: false },
};
