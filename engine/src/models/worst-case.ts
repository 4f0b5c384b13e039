import { canonicalJson } from '../units/canonical-json.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import type { Provider, ProviderRequest } from './providers/contract.ts';
import type { RateCard } from './rate-card.ts';
import { highestCost } from './rates.ts';

const bytesPerMessage = 64;
const bytesPerTool = 256;
const bytesPerRequest = 512;

/** Keys under `extra` that let a vendor write more than `max_tokens` says: more answers, or another limit. */
const unboundingExtras = [
  'best_of',
  'candidateCount',
  'candidate_count',
  'maxOutputTokens',
  'max_completion_tokens',
  'max_output_tokens',
  'n',
] as const;
/** Keys under `extra` that make a vendor read more than it is sent: what it has stored. */
const enlargingExtras = ['conversation', 'previous_response_id', 'prompt'] as const;

/**
 * The most that one attempt can cost; `undefined` when the price is unknown or nothing bounds the
 * answer.
 * @param cards every card it may be charged by
 */
export function worstCaseCost(
  request: ProviderRequest,
  cards: readonly RateCard[] | undefined,
): NanoUsd | undefined {
  const outputTokens = longestAnswer(request);
  if (!cards || outputTokens === undefined) return undefined;
  return highestCost(cards, { inputTokens: worstCaseInputTokens(request), outputTokens });
}

/** The most tokens, in and out, that one attempt can take; `undefined` when nothing bounds the answer. */
export function worstCaseTokens(request: ProviderRequest): number | undefined {
  const outputTokens = longestAnswer(request);
  return outputTokens === undefined ? undefined : worstCaseInputTokens(request) + outputTokens;
}

/** Tokens of the longest answer; `undefined` when nothing bounds it, or what it is an answer to. */
function longestAnswer({ task, parameters }: ProviderRequest): number | undefined {
  if (task === 'embedding') return 0;
  const extra = parameters.extra ?? {};
  return [...unboundingExtras, ...enlargingExtras].some((key) => Object.hasOwn(extra, key))
    ? undefined
    : parameters.max_tokens;
}

/** The request without the parameters that its provider leaves out: they bound nothing. */
export function boundedBySent(
  request: ProviderRequest,
  provider: Pick<Provider, 'ignoredParameters'>,
): ProviderRequest {
  const ignored = provider.ignoredParameters?.(request) ?? [];
  if (!ignored.includes('max_tokens')) return request;
  const { max_tokens: _, ...parameters } = request.parameters;
  return { ...request, parameters };
}

/**
 * More input tokens than any byte-level tokenizer can count for a request: each token stands for at
 * least one byte, so this is the UTF-8 length of everything sent plus room for a vendor's wrapping
 * of messages, tools and schema.
 */
export function worstCaseInputTokens(request: ProviderRequest): number {
  let bytes = bytesPerRequest;
  for (const message of request.messages) {
    bytes += bytesPerMessage + Buffer.byteLength(message.content, 'utf8');
  }
  for (const tool of request.tools) {
    bytes += bytesPerTool + jsonBytes(tool);
  }
  if (request.output.schema !== undefined) bytes += bytesPerTool + jsonBytes(request.output.schema);
  if (request.parameters.extra !== undefined) bytes += jsonBytes(request.parameters.extra);
  return bytes;
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(canonicalJson(value), 'utf8');
}
