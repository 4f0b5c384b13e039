import { isPlainObject } from '../../../units/own-value.ts';
import type { RawResponse } from '../post-request.ts';

/**
 * A response with everything where it is looked for: a wrong key is a 401, not a 400; the time to wait
 * is in `retry-after`, not in the body; and the tier that answered is beside the counts, where Vertex
 * AI has it, not in a header.
 */
export function meantGoogleResponse(response: RawResponse): RawResponse {
  if (response.status === 200) return withTierInBody(response);
  if (response.status === 400 && response.body.includes('API_KEY_INVALID')) {
    const isWrongKey = detailsIn(response.body).some(({ reason }) => reason === 'API_KEY_INVALID');
    return isWrongKey ? { ...response, status: 401 } : response;
  }
  const mayWait = response.status === 429 || response.status >= 500;
  if (!mayWait || response.headers.has('retry-after')) return response;
  const delay = detailsIn(response.body)
    .map(delayIn)
    .find((seconds) => seconds !== undefined);
  if (delay === undefined) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', delay);
  return { ...response, headers };
}

/** Seconds in a `google.rpc.RetryInfo`, as text: `"34.074824224s"`. */
function delayIn(detail: Record<string, unknown>): string | undefined {
  const { retryDelay } = detail;
  return typeof retryDelay === 'string'
    ? /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(retryDelay)?.[1]
    : undefined;
}

function withTierInBody(response: RawResponse): RawResponse {
  const serviceTier = response.headers.get('x-gemini-service-tier');
  const value = serviceTier === null ? undefined : objectIn(response.body);
  if (!value || !isPlainObject(value.usageMetadata)) return response;
  const usageMetadata = { ...value.usageMetadata, serviceTier };
  return { ...response, body: JSON.stringify({ ...value, usageMetadata }) };
}

function detailsIn(body: string): Record<string, unknown>[] {
  const error = objectIn(body)?.error;
  const details = isPlainObject(error) ? error.details : undefined;
  return Array.isArray(details) ? details.filter(isPlainObject) : [];
}

function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isPlainObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
