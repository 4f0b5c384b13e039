import { isPlainObject } from '../../../units/own-value.ts';
import type { ReceivedRequest } from '../vendor-server.ts';
import type { Asked, Said, WireDialect } from '../wire-dialect.ts';
import { openAiChatDialect } from './openai-chat.ts';

/** OpenAI's Responses API. */
export const openAiResponsesDialect: WireDialect = {
  ...openAiChatDialect,
  name: 'openai-responses',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'openai',
    api: 'responses',
    baseUrl: `${origin}/v1`,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
  path: '/v1/responses',
  answerBody: responseBody,
  readRequest: responsesRequest,
  blocked: {
    status: 200,
    body: responseWith([{ type: 'refusal', refusal: 'I cannot help with that.' }]),
  },
  reasoning: { model: 'gpt-5-mini', ignored: ['temperature', 'top_p', 'stop', 'seed'] },
};

const incompleteReasons: Partial<Record<NonNullable<Said['finish']>, string>> = {
  length: 'max_output_tokens',
  refusal: 'content_filter',
};

function responseBody(said: Said): unknown {
  const { inputTokens = 100, outputTokens = 20, finish = 'stop' } = said;
  const reason = incompleteReasons[finish];
  const calls = said.toolCalls?.map(({ name, arguments: given }, index) => ({
    type: 'function_call',
    id: `fc_${index}`,
    call_id: `call_${index}`,
    status: 'completed',
    name,
    arguments: typeof given === 'string' ? given : JSON.stringify(given),
  }));
  const text = { type: 'output_text', text: said.text, annotations: [], logprobs: [] };
  return {
    ...responseWith(said.text === undefined ? [] : [text], calls),
    ...(reason && { status: 'incomplete', incomplete_details: { reason } }),
    ...(!said.withoutUsage && {
      usage: {
        input_tokens: inputTokens,
        input_tokens_details: { cached_tokens: said.cachedInputTokens ?? 0 },
        output_tokens: outputTokens,
        output_tokens_details: { reasoning_tokens: said.reasoningTokens ?? 0 },
        total_tokens: inputTokens + outputTokens,
      },
    }),
  };
}

function responseWith(content: readonly object[], calls: readonly object[] = []): object {
  const message = { type: 'message', id: 'msg_1', status: 'completed', role: 'assistant', content };
  return {
    id: 'resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b',
    object: 'response',
    created_at: 1763726400,
    status: 'completed',
    error: null,
    incomplete_details: null,
    model: 'gpt-4o-mini-2024-07-18',
    output: [
      { type: 'reasoning', id: 'rs_1', summary: [] },
      ...(content.length > 0 ? [message] : []),
      ...calls,
    ],
    service_tier: 'default',
    store: false,
  };
}

/** Instructions count as a system message; items of the input are messages. */
function responsesRequest({ body }: ReceivedRequest): Asked {
  const input = recordsIn(body.input).map(({ role, content }) => `${role}: ${content}`);
  const tools = recordsIn(body.tools);
  const text = isPlainObject(body.text) ? body.text : {};
  return {
    model: body.model as string | undefined,
    system: typeof body.instructions === 'string' ? [body.instructions] : [],
    turns: input,
    temperature: body.temperature,
    maxTokens: body.max_output_tokens,
    stop: body.stop,
    toolNames: tools.map((tool) => String(tool.name)),
    toolParameters: Object.fromEntries(tools.map((tool) => [tool.name, tool.parameters])),
    schema: isPlainObject(text.format) ? text.format.schema : undefined,
  };
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
