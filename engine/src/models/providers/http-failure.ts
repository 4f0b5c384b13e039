import { isPlainObject } from '../../units/own-value.ts';
import type { ProviderFailure } from './contract.ts';

const fatalStatuses = new Set([401, 403, 404]);
const longestMessage = 300;

/**
 * What an HTTP response other than 200 means for the call, decided from its status and headers.
 * @param mask takes secrets out of what the vendor said, before it is cut to a length: JSON may spell a
 * key in ways that no look at the body finds
 */
export function httpFailure(
  response: { readonly status: number; readonly headers: Headers; readonly body: string },
  nowMs: number,
  mask: (text: string) => string = (text) => text,
): ProviderFailure {
  const { status, headers } = response;
  const isRedirect = status >= 300 && status < 400;
  const isServerError = status >= 500;
  return {
    status,
    message: isRedirect
      ? `HTTP ${status}: the address redirects, and Galley follows no redirect with a key`
      : `HTTP ${status}${vendorMessage(response.body, mask)}`,
    isRetryable:
      isServerError ||
      status === 408 ||
      status === 409 ||
      (status === 429 && !isOutOfCredit(response.body)),
    isFatal: fatalStatuses.has(status),
    retryAfterMs: retryAfterMs(headers, nowMs),
    mayHaveCost: isServerError || status === 408 || isDiscarded(response.body),
  };
}

/**
 * Milliseconds that a response asks to wait: `retry-after-ms`, else `retry-after` as seconds or as a
 * date; never negative, `undefined` when it says nothing usable.
 */
function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const precise = decimal(headers.get('retry-after-ms'));
  if (precise !== undefined) return precise;
  const written = headers.get('retry-after');
  const seconds = decimal(written);
  if (seconds !== undefined) return seconds * 1_000;
  const date = written === null ? Number.NaN : Date.parse(written);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function decimal(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,12}(\.\d{1,9})?\s*$/.test(text) ? Number(text) : undefined;
}

function vendorMessage(body: string, mask: (text: string) => string): string {
  const said = mask(errorMessage(body))
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (said === '') return '';
  return `: ${said.length > longestMessage ? `${said.slice(0, longestMessage)}…` : said}`;
}

/** OpenAI says 429 for an empty account too; waiting does not fill it. */
function isOutOfCredit(body: string): boolean {
  return errorOf(body)?.code === 'insufficient_quota';
}

/** Groq's 400 for an answer that the model wrote and Groq threw away: its tokens may be billed. */
function isDiscarded(body: string): boolean {
  const code = errorOf(body)?.code;
  return code === 'json_validate_failed' || code === 'tool_use_failed';
}

function errorMessage(body: string): string {
  const error = errorOf(body);
  if (error) return typeof error.message === 'string' ? error.message : '';
  return /^\s*[<{[]/.test(body) ? '' : body.slice(0, longestMessage * 2);
}

/** The `error` object of a vendor's body, or the body itself where it is flat. */
function errorOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (!isPlainObject(value)) return undefined;
    if (typeof value.error === 'string') return { message: value.error };
    return isPlainObject(value.error) ? value.error : value;
  } catch {
    return undefined;
  }
}
