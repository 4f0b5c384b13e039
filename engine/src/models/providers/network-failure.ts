import type { ProviderFailure } from './contract.ts';
import {
  NeverSent,
  ResponseCutOff,
  ResponseTimedOut,
  ResponseTooLarge,
} from './response-faults.ts';

/** Connections that never came about: no server read the request, so it cannot have been billed. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_TLS_|ERR_SSL_WRONG_VERSION|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** What an error instead of a response means for the call: retry, and possibly billed. */
export function networkFailure(error: unknown): ProviderFailure {
  const causes = causesOf(error);
  const code = causes.map(codeOf).find((found) => found !== undefined);
  const isTooLarge = causes.some((cause) => cause instanceof ResponseTooLarge);
  return {
    status: undefined,
    message: messageOf(causes, code),
    isRetryable: !isTooLarge,
    isFatal: false,
    retryAfterMs: undefined,
    mayHaveCost: !wasNeverSent(causes, code),
  };
}

function wasNeverSent(causes: readonly Error[], code: string | undefined): boolean {
  if (causes.some((cause) => cause instanceof NeverSent)) return true;
  return code !== undefined && neverSent.test(code);
}

const ownFaults = [NeverSent, ResponseTimedOut, ResponseTooLarge, ResponseCutOff];

function messageOf(causes: readonly Error[], code: string | undefined): string {
  const own = causes.find((cause) => ownFaults.some((fault) => cause instanceof fault));
  if (own) return own.message;
  if (code !== undefined) return `the connection failed (${code})`;
  return `the connection failed: ${causes.at(-1)?.message ?? 'no reason was given'}`;
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
  return typeof code === 'string' && code !== 'ABORT_ERR' ? code : undefined;
}
