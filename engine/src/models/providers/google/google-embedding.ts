import { isPlainObject } from '../../../units/own-value.ts';
import type { ProviderRequest } from '../contract.ts';
import type { Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';
import { vectorText } from '../vector-text.ts';

/**
 * The vector in an embedding response, in any of Google's three forms: the Gemini API's batch, Vertex
 * AI's embedContent, and Vertex AI's predict for older models.
 */
export function googleEmbedding(value: unknown, request: Pick<ProviderRequest, 'model'>): Reading {
  const body = isPlainObject(value) ? value : {};
  const { embeddings: predicted } = firstOf(body.predictions);
  const embedding = [body.embedding, firstOf(body.embeddings), predicted]
    .filter(isPlainObject)
    .find(({ values }) => values !== undefined);
  const text = vectorText(embedding?.values);
  const usage = {
    inputTokens: tokensOf(body.usageMetadata, embedding?.statistics),
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
    model: request.model,
  };
}

function tokensOf(usage: unknown, statistics: unknown): number | undefined {
  const { promptTokenCount } = isPlainObject(usage) ? usage : {};
  const { token_count: predicted, tokenCount: counted } = isPlainObject(statistics)
    ? statistics
    : {};
  return tokenCount(promptTokenCount ?? counted ?? predicted);
}

function firstOf(list: unknown): Record<string, unknown> {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isPlainObject(first) ? first : {};
}
