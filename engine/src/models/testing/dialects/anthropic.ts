import { isPlainObject } from '../../../units/own-value.ts';
import type { ReceivedRequest } from '../vendor-server.ts';
import type { Asked, Said, WireDialect } from '../wire-dialect.ts';

const stopReasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  refusal: 'refusal',
} as const;

/** Anthropic's Messages API. */
export const anthropicDialect: WireDialect = {
  name: 'anthropic',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'anthropic',
    baseUrl: origin,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
  model: 'claude-haiku-4-5',
  answeringModel: 'claude-haiku-4-5',
  path: '/v1/messages',
  keyHeader: (key) => ['x-api-key', key],
  answerBody: message,
  errorBody: (status, text) => ({
    type: 'error',
    error: { type: status === 429 ? 'rate_limit_error' : 'invalid_request_error', message: text },
    request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy',
  }),
  readRequest: messagesRequest,
  blocked: {
    status: 200,
    body: {
      ...message({}),
      content: [],
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: 'cyber', explanation: 'This could do harm.' },
    },
  },
  hasRetryAfterMs: false,
  reasoning: { model: 'claude-opus-4-8', ignored: ['temperature', 'top_p', 'seed'] },
};

function message(said: Said): Record<string, unknown> {
  const calls = said.toolCalls?.map(({ name, arguments: input }, index) => ({
    type: 'tool_use',
    id: `toolu_0${index}`,
    name,
    input,
  }));
  const text = said.text === undefined ? [] : [{ type: 'text', text: said.text, citations: null }];
  return {
    id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5-20251001',
    content: [...text, ...(calls ?? [])],
    stop_reason: stopReasons[said.finish ?? (calls ? 'tool-calls' : 'stop')],
    stop_sequence: null,
    ...(!said.withoutUsage && { usage: usageOf(said) }),
  };
}

/** Cached tokens stand apart from `input_tokens`. */
function usageOf(said: Said): Record<string, unknown> {
  const { inputTokens = 100, cachedInputTokens = 0, outputTokens = 20, reasoningTokens = 0 } = said;
  return {
    input_tokens: inputTokens - cachedInputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedInputTokens,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { thinking_tokens: reasoningTokens },
    service_tier: 'standard',
  };
}

function messagesRequest({ body }: ReceivedRequest): Asked {
  const tools = recordsIn(body.tools);
  const output = isPlainObject(body.output_config) ? body.output_config : {};
  const format = isPlainObject(output.format) ? output.format : {};
  return {
    model: body.model as string | undefined,
    system: typeof body.system === 'string' ? [body.system] : [],
    turns: recordsIn(body.messages).map(({ role, content }) => `${role}: ${content}`),
    temperature: body.temperature,
    maxTokens: body.max_tokens,
    stop: body.stop_sequences,
    toolNames: tools.map((tool) => String(tool.name)),
    toolParameters: Object.fromEntries(tools.map((tool) => [tool.name, tool.input_schema])),
    schema: format.schema,
  };
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
