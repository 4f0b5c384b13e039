import { isPlainObject } from '../../../units/own-value.ts';
import type { ProviderRequest } from '../contract.ts';
import type { Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';
import { vectorText } from '../vector-text.ts';

/** The body of an embeddings request; `extra` may hold `dimensions`. */
export function embeddingBody(request: ProviderRequest): Record<string, unknown> {
  return {
    ...request.parameters.extra,
    model: request.model,
    input: request.messages[0]?.content ?? '',
    encoding_format: 'float',
  };
}

/** The vector in an embeddings response body. */
export function embeddingAnswer(body: unknown, request: ProviderRequest): Reading {
  const said = isPlainObject(body) ? body : {};
  const data: unknown = Array.isArray(said.data) ? said.data[0] : undefined;
  const text = isPlainObject(data) ? vectorText(data.embedding) : undefined;
  const { prompt_tokens } = isPlainObject(said.usage) ? said.usage : {};
  const usage = {
    inputTokens: tokenCount(prompt_tokens),
    cachedInputTokens: undefined,
    outputTokens: 0,
  };
  if (text === undefined) {
    return { unreadable: 'the answer holds no vector of numbers', billed: { usage } };
  }
  return {
    text,
    toolCalls: [],
    finishReason: 'stop',
    usage,
    model: typeof said.model === 'string' ? said.model : request.model,
  };
}
