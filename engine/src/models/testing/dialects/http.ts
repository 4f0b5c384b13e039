// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what such a body holds
import type { DataPath } from '../../../expressions/path.ts';
import { parsePath } from '../../../expressions/path.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import type { Said, WireDialect } from '../wire-dialect.ts';

/** A team's own endpoint, in words that no vendor uses. */
export const httpDialect: WireDialect = {
  name: 'http',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'http',
    url: `${origin}/ask`,
    headers: [
      ['x-team-key', { secret: 'HOUSE_KEY' }],
      ['accept-language', 'en'],
    ],
    body: {
      engine: '${{ model }}',
      about: '${{ system }}',
      talk: '${{ messages }}',
      heat: '${{ parameters.temperature }}',
      longest: '${{ parameters.max_tokens }}',
      until: '${{ parameters.stop }}',
      tools: '${{ tools }}',
      shape: '${{ output.schema }}',
    },
    output: pathTo('result.said'),
    finishReason: pathTo('result.why'),
    usage: {
      inputTokens: pathTo('bill.read'),
      cachedInputTokens: pathTo('bill.remembered'),
      outputTokens: pathTo('bill.written'),
    },
    embedding: { body: { text: '${{ prompt }}' }, output: pathTo('place') },
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
  model: 'house-small',
  answeringModel: 'house-small',
  path: '/ask',
  keyHeader: (key) => ['x-team-key', key],
  answerBody: answerBody,
  errorBody: (_, message) => ({ error: message }),
  readRequest({ body }) {
    const talk = recordsIn(body.talk).filter(({ role }) => role !== 'system');
    const tools = recordsIn(body.tools);
    return {
      model: body.engine as string | undefined,
      system: body.about === undefined ? [] : [String(body.about)],
      turns: talk.map(({ role, content }) => `${role}: ${content}`),
      temperature: body.heat,
      maxTokens: body.longest,
      stop: body.until,
      toolNames: tools.map(({ name }) => String(name)),
      schema: body.shape,
    };
  },
  hasRetryAfterMs: false,
  embedding: {
    path: '/ask',
    answerBody: (vector, inputTokens) => ({ place: vector, bill: { read: inputTokens } }),
    readText: ({ body }) => body.text,
  },
  says: { toolCalls: false, reasoningTokens: false },
};

const finishWords = {
  stop: 'completed',
  length: 'length',
  'tool-calls': 'tool_calls',
  refusal: 'safety',
};

function answerBody(said: Said): unknown {
  const { inputTokens = 100, outputTokens = 20, cachedInputTokens = 0 } = said;
  const bill = { read: inputTokens, remembered: cachedInputTokens, written: outputTokens };
  return {
    result: { said: said.text ?? '', why: finishWords[said.finish ?? 'stop'] },
    ...(!said.withoutUsage && { bill }),
  };
}

function pathTo(text: string): DataPath {
  const { path } = parsePath(text);
  if (path === undefined) throw new Error(`${text} is no path`);
  return path;
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
