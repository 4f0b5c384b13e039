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
  const data: unknown = isPlainObject(body) && Array.isArray(body.data) ? body.data[0] : undefined;
  const text = isPlainObject(data) ? vectorText(data.embedding) : undefined;
  if (!isPlainObject(body) || text === undefined) {
    return { unreadable: 'the answer holds no vector of numbers' };
  }
  const usage = isPlainObject(body.usage) ? body.usage : {};
  return {
    text,
    toolCalls: [],
    finishReason: 'stop',
    usage: {
      inputTokens: tokenCount(usage.prompt_tokens),
      cachedInputTokens: undefined,
      outputTokens: 0,
    },
    model: typeof body.model === 'string' ? body.model : request.model,
  };
}
