import { isPlainObject } from '../../../units/own-value.ts';
import type { ReceivedRequest } from '../vendor-server.ts';
import type { Asked, Said, WireDialect } from '../wire-dialect.ts';

/** Google's generateContent at the Gemini API. */
export const geminiDialect: WireDialect = {
  name: 'google',
  declare: (origin, { timeoutMs } = {}) => ({
    name: 'house',
    type: 'google',
    baseUrl: origin,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs: timeoutMs ?? 5_000,
  }),
  model: 'gemini-2.5-flash',
  answeringModel: 'gemini-2.5-flash',
  path: '/v1beta/models/gemini-2.5-flash:generateContent',
  keyHeader: (key) => ['x-goog-api-key', key],
  answerBody: generatedContent,
  errorBody: (status, message) => ({
    error: { code: status, message, status: statusName(status) },
  }),
  readRequest: generateRequest,
  blocked: {
    status: 200,
    body: {
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 12, totalTokenCount: 12 },
      modelVersion: 'gemini-2.5-flash',
    },
  },
  hasRetryAfterMs: false,
  embedding: {
    path: '/v1beta/models/text-embedding-3-small:batchEmbedContents',
    answerBody: (vector, inputTokens) => ({
      embeddings: [{ values: vector }],
      usageMetadata: { promptTokenCount: inputTokens },
    }),
    readText: ({ body }) => textsIn(recordsIn(body.requests)[0]?.content)[0],
  },
};

const finishReasons = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'tool-calls': 'STOP',
  refusal: 'SAFETY',
} as const;

/** What a model says as generateContent answers. */
export function generatedContent(said: Said): Record<string, unknown> {
  const calls = said.toolCalls?.map(({ name, arguments: args }) => ({
    functionCall: { name, args },
  }));
  const text = said.text === undefined ? [] : [{ text: said.text }];
  return {
    candidates: [
      {
        content: { parts: [...text, ...(calls ?? [])], role: 'model' },
        finishReason: finishReasons[said.finish ?? 'stop'],
        index: 0,
      },
    ],
    ...(!said.withoutUsage && { usageMetadata: usageOf(said) }),
    modelVersion: 'gemini-2.5-flash',
    responseId: 'ZPkgaYrkKIqr-8YPgZqjkAQ',
  };
}

/** Thoughts are counted apart from the candidate; counts of zero are left out. */
function usageOf(said: Said): Record<string, unknown> {
  const { inputTokens = 100, cachedInputTokens = 0, outputTokens = 20, reasoningTokens = 0 } = said;
  return {
    promptTokenCount: inputTokens,
    ...(cachedInputTokens > 0 && { cachedContentTokenCount: cachedInputTokens }),
    candidatesTokenCount: outputTokens - reasoningTokens,
    ...(reasoningTokens > 0 && { thoughtsTokenCount: reasoningTokens }),
    totalTokenCount: inputTokens + outputTokens,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: inputTokens }],
  };
}

/** A generateContent request, read back. */
export function generateRequest({ body, path }: ReceivedRequest): Asked {
  const config = isPlainObject(body.generationConfig) ? body.generationConfig : {};
  const tools = recordsIn(body.tools).flatMap((tool) => recordsIn(tool.functionDeclarations));
  return {
    model: /\/models\/([^/:]+):/.exec(path)?.[1],
    system: textsIn(body.systemInstruction),
    turns: recordsIn(body.contents).map(
      (content) => `${content.role === 'model' ? 'assistant' : content.role}: ${textsIn(content)}`,
    ),
    temperature: config.temperature,
    maxTokens: config.maxOutputTokens,
    stop: config.stopSequences,
    toolNames: tools.map((tool) => String(tool.name)),
    toolParameters: Object.fromEntries(tools.map((tool) => [tool.name, tool.parametersJsonSchema])),
    schema: config.responseJsonSchema,
  };
}

function statusName(status: number): string {
  if (status === 429) return 'RESOURCE_EXHAUSTED';
  return status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT';
}

function textsIn(content: unknown): string[] {
  const parts = isPlainObject(content) ? recordsIn(content.parts) : [];
  return parts.map(({ text }) => String(text));
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
