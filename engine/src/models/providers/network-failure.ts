import type { ProviderFailure } from './contract.ts';
import { ResponseCutOff, ResponseTooLarge } from './read-response.ts';

/** Connections that never came about: no server saw the request, so it cannot have been billed. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What an error instead of a response means for the call: retry, and possibly billed. */
export function networkFailure(error: unknown, timeoutMs: number): ProviderFailure {
  const causes = causesOf(error);
  const code = causes.map(codeOf).find((found) => found !== undefined);
  const isTooLarge = causes.some((cause) => cause instanceof ResponseTooLarge);
  return {
    status: undefined,
    message: messageOf(causes, code, timeoutMs),
    isRetryable: !isTooLarge,
    isFatal: false,
    retryAfterMs: undefined,
    mayHaveCost: code === undefined || !neverSent.has(code),
  };
}

function messageOf(causes: readonly Error[], code: string | undefined, timeoutMs: number): string {
  const own = causes.find((it) => it instanceof ResponseTooLarge || it instanceof ResponseCutOff);
  if (own) return own.message;
  if (causes.some((cause) => cause.name === 'AbortError' || /timed? ?out/i.test(cause.message))) {
    return `no answer within ${timeoutMs} ms`;
  }
  const deepest = causes.at(-1)?.message ?? 'the connection failed';
  return code ? `the connection failed (${code})` : `the connection failed: ${deepest}`;
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && causes.length < 8; next = next.cause) {
    causes.push(next);
    if (next instanceof AggregateError && next.errors[0] instanceof Error)
      causes.push(next.errors[0]);
  }
  return causes;
}

function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
