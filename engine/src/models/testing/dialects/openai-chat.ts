import { isPlainObject } from '../../../units/own-value.ts';
import { completionBody, type ReceivedRequest } from '../vendor-server.ts';
import type { Asked, Said, WireDialect } from '../wire-dialect.ts';

/** OpenAI's chat completions, at OpenAI. */
export const openAiChatDialect: WireDialect = {
  name: 'openai',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'openai',
    api: 'chat',
    baseUrl: `${origin}/v1`,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
  model: 'gpt-4o-mini',
  answeringModel: 'gpt-4o-mini',
  path: '/v1/chat/completions',
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
  answerBody: chatCompletion,
  errorBody: (_, message) => ({
    error: { message, type: 'invalid_request_error', param: null, code: null },
  }),
  readRequest: chatRequest,
  blocked: {
    status: 200,
    body: completionBody({
      finishReason: 'stop',
      message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' },
    }),
  },
  hasRetryAfterMs: true,
  reasoning: { model: 'gpt-5-mini', ignored: ['temperature', 'top_p', 'stop'] },
  embedding: {
    path: '/v1/embeddings',
    answerBody: embeddingBody,
    readText: ({ body }) => body.input,
  },
};

const finishReasons = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  refusal: 'content_filter',
} as const;

/** What a model says as a chat completion. */
export function chatCompletion(said: Said): Record<string, unknown> {
  const calls = said.toolCalls?.map(({ name, arguments: given }, index) => ({
    id: `call_${index}`,
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  }));
  return completionBody({
    finishReason: finishReasons[said.finish ?? (calls ? 'tool-calls' : 'stop')],
    message: {
      role: 'assistant',
      content: said.text ?? null,
      refusal: null,
      ...(calls && { tool_calls: calls }),
    },
    ...(said.inputTokens !== undefined && { inputTokens: said.inputTokens }),
    ...(said.cachedInputTokens !== undefined && { cachedTokens: said.cachedInputTokens }),
    ...(said.outputTokens !== undefined && { outputTokens: said.outputTokens }),
    ...(said.reasoningTokens !== undefined && { reasoningTokens: said.reasoningTokens }),
    ...(said.withoutUsage && { withoutUsage: true }),
  });
}

/** A chat-completions request, read back. */
export function chatRequest({ body }: ReceivedRequest): Asked {
  const messages = recordsIn(body.messages).map(({ role, content }) => [role, content] as const);
  const isSystem = (role: unknown) => role === 'system' || role === 'developer';
  const tools = recordsIn(body.tools).map((tool) =>
    isPlainObject(tool.function) ? tool.function : {},
  );
  const format = isPlainObject(body.response_format) ? body.response_format : {};
  return {
    model: body.model as string | undefined,
    system: messages.filter(([role]) => isSystem(role)).map(([, content]) => String(content)),
    turns: messages.filter(([role]) => !isSystem(role)).map(([role, text]) => `${role}: ${text}`),
    temperature: body.temperature,
    maxTokens: body.max_completion_tokens ?? body.max_tokens,
    stop: body.stop,
    toolNames: tools.map((tool) => String(tool.name)),
    toolParameters: Object.fromEntries(tools.map((tool) => [tool.name, tool.parameters])),
    schema: isPlainObject(format.json_schema) ? format.json_schema.schema : undefined,
  };
}

/** A vector as OpenAI's embeddings answer writes it. */
export function embeddingBody(vector: readonly number[], inputTokens: number): unknown {
  return {
    object: 'list',
    data: [{ object: 'embedding', index: 0, embedding: vector }],
    model: 'text-embedding-3-small',
    usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
  };
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
