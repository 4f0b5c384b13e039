import { GalleyError } from '../../errors/galley-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { maskSecrets, maskValue } from '../mask-secrets.ts';
import type {
  Provider,
  ProviderAnswer,
  ProviderFailure,
  ProviderRequest,
  ProviderResult,
} from './contract.ts';
import { startDeadline } from './deadline.ts';
import { httpFailure } from './http-failure.ts';
import { networkFailure } from './network-failure.ts';
import type { RawResponse } from './post-request.ts';
import { ResponseTimedOut } from './response-faults.ts';

/** Sends one request and reads the whole response, whatever its status. */
export type Exchange = (request: ProviderRequest, signal: AbortSignal) => Promise<RawResponse>;

/** What decides the price of a response, whether or not it holds an answer. */
export type Billed = Pick<ProviderAnswer, 'usage' | 'serviceTier'>;

/** An answer but for the time it took, or why there is none in a response. */
export type Reading =
  | Omit<ProviderAnswer, 'latencyMs'>
  | {
      readonly unreadable: string;
      /** What it counted: without an answer, it was billed all the same. */
      readonly billed: Billed;
      readonly isRetryable?: boolean;
      /** True when the message should quote the response, which is masked first. */
      readonly quotes?: boolean;
    };

/** One vendor's half of a call; the other half is the same for all. */
export interface Wire {
  /**
   * Called once, at the first call: checks the host, reads the key, loads the SDK.
   * @throws GalleyError `secret-missing`, `secret-not-bound`, `host-not-allowed`
   */
  open(): Promise<Exchange>;
  /** Reads a 2xx response: its JSON value, and the body as it came. */
  read(value: unknown, request: ProviderRequest, body: string): Reading;
  /** Reads an error's body that is an answer all the same, such as a filter's refusal. */
  readError?(
    status: number,
    value: unknown,
    request: ProviderRequest,
  ): Omit<ProviderAnswer, 'latencyMs'> | undefined;
  /** True where a response need not be JSON; `read` then gets the text as its value. */
  readonly takesText?: boolean;
}

export interface SendOptions {
  readonly timeoutMs: number | undefined;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

const defaultTimeoutMs = 120_000;

/**
 * A provider's `send` around a vendor's wire format: one time limit over connection and body, every
 * failure decided by the same rules, and no loaded secret in anything that comes back.
 */
export function createSend(wire: Wire, options: SendOptions): Provider['send'] {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  let opening: Promise<Exchange> | undefined;
  return async (request, signal) => {
    signal.throwIfAborted();
    opening ??= wire.open();
    const exchange = await opening;
    const startedAtMs = options.clock.elapsedMs();
    const response = await exchangeInTime(exchange, request, { signal, timeoutMs });
    if ('isRetryable' in response) return failed(response, options.secrets);
    const latencyMs = Math.round(options.clock.elapsedMs() - startedAtMs);
    const result = readResponse(wire, response, { ...options, request });
    if ('isRetryable' in result) return failed(result, options.secrets);
    return { ok: true, answer: maskValue({ ...result, latencyMs }, options.secrets) };
  };
}

async function exchangeInTime(
  exchange: Exchange,
  request: ProviderRequest,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<RawResponse | ProviderFailure> {
  const deadline = startDeadline(signal, timeoutMs);
  try {
    return await exchange(request, deadline.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GalleyError) throw error;
    return networkFailure(deadline.isOver() ? new ResponseTimedOut(timeoutMs) : error);
  } finally {
    deadline.stop();
  }
}

function readResponse(
  wire: Wire,
  response: RawResponse,
  {
    request,
    clock,
    secrets,
  }: Pick<SendOptions, 'clock' | 'secrets'> & {
    readonly request: ProviderRequest;
  },
): Omit<ProviderAnswer, 'latencyMs'> | ProviderFailure {
  const { status, body } = response;
  const value = parsed(body);
  if (status < 200 || status > 299) {
    const answer = wire.readError?.(status, value, request);
    // Masked before it is cut to a length, so that no half of a key is left.
    const mask = (text: string) => maskSecrets(text, secrets);
    return answer ?? httpFailure({ ...response, body: mask(body) }, clock.now(), mask);
  }
  const type = response.headers.get('content-type') ?? '';
  const isJson = /^application\/([\w.+-]+\+)?json\b/i.test(type);
  if (!isJson && !wire.takesText) {
    const said = maskSecrets(type, secrets).slice(0, 100) || 'without content type';
    return unreadable(status, `the answer is ${said}, not JSON`);
  }
  if (isJson && value === undefined) return unreadable(status, 'the answer is no valid JSON');
  const reading = wire.read(isJson ? value : body, request, body);
  if (!('unreadable' in reading)) return reading;
  const quoted = reading.quotes ? `; it begins: ${excerptOf(maskSecrets(body, secrets))}` : '';
  return {
    ...unreadable(status, reading.unreadable + quoted),
    isRetryable: reading.isRetryable ?? false,
    ...reading.billed,
  };
}

/** The beginning of a body, on one line. */
function excerptOf(body: string): string {
  const start = body
    .slice(0, 1_000)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return start.length > 200 ? `${start.slice(0, 200)}…` : start;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A 2xx that cannot be read was billed in all likelihood, and asking again would be billed again. */
function unreadable(status: number, message: string): ProviderFailure {
  return {
    status,
    message,
    isRetryable: false,
    isFatal: false,
    retryAfterMs: undefined,
    mayHaveCost: true,
  };
}

function failed(failure: ProviderFailure, secrets: Secrets): ProviderResult {
  return { ok: false, failure: maskValue(failure, secrets) };
}
