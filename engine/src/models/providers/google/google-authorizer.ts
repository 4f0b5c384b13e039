import type { GoogleProvider } from '../../../library/project.ts';
import { guardHost } from '../../host-guard.ts';
import { secretFor } from '../../secret-binding.ts';
import type { ProviderContext } from '../context.ts';
import { keyFor } from '../key-for.ts';
import type { RawResponse } from '../post-request.ts';
import { NeverSent } from '../response-faults.ts';
import { readGoogleCredentials } from './google-credentials.ts';
import { createTokenSource, type TokenSource } from './google-token.ts';

const tokenTimeoutMs = 30_000;

/** The header that authorizes one request, or the response that stands for there being none. */
export type Authorized =
  | { readonly header: Readonly<Record<string, string>> }
  | { readonly refusal: RawResponse };

/** What puts a declaration's credentials on its requests. */
export interface GoogleAuthorizer {
  /** @throws NeverSent when no token could be asked for; the signal's reason when it aborts */
  authorize(signal: AbortSignal): Promise<Authorized>;
  /** Tokens made from the secret, which must be masked like it. */
  secretValues(): readonly string[];
}

/**
 * An authorizer with the declared secret: a key in its own header, an access token as it is, or a
 * service account's key file, which never leaves: a signed assertion is exchanged for tokens.
 * @throws GalleyError `host-not-allowed`, `secret-missing`, `secret-not-bound`
 */
export function createGoogleAuthorizer(
  declaration: GoogleProvider,
  baseUrl: string,
  context: ProviderContext,
): GoogleAuthorizer {
  const named = declaration.vertex ? 'GOOGLE_CREDENTIALS' : 'GEMINI_API_KEY';
  const mayBeFile = declaration.vertex !== undefined;
  const secret = keyFor(declaration, baseUrl, { context, keySecret: named, mayBeFile }) ?? '';
  if (!declaration.vertex) return fixed({ 'x-goog-api-key': secret });
  const provider = declaration.name;
  const name = declaration.keySecret ?? named;
  const credentials = readGoogleCredentials(secret, { secret: name, provider });
  if (typeof credentials === 'string') return fixed({ authorization: `Bearer ${credentials}` });
  const allowPrivate = context.allowPrivateHosts && declaration.allowPrivate;
  // The assertion is worth a token, so it goes only where the secret itself may go.
  const url = guardHost(credentials.tokenUri, { allowPrivate, provider });
  secretFor(name, url, { secrets: context.secrets, provider });
  const source = createTokenSource(credentials, {
    clock: context.clock,
    timeoutMs: tokenTimeoutMs,
  });
  return { authorize: (signal) => authorize(source, signal), secretValues: source.values };
}

function fixed(header: Readonly<Record<string, string>>): GoogleAuthorizer {
  return { authorize: async () => ({ header }), secretValues: () => [] };
}

async function authorize(source: TokenSource, signal: AbortSignal): Promise<Authorized> {
  const result = await untilAborted(source.token(), signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new NeverSent(`no access token: ${said(error)}`, error);
  });
  if ('token' in result) return { header: { authorization: `Bearer ${result.token}` } };
  const { status } = result.refused;
  const isTheirFault = status >= 500 || status === 429 || status === 408;
  if (isTheirFault) throw new NeverSent(`no access token: HTTP ${status}`, undefined);
  return { refusal: refusalOf(result.refused) };
}

/** A token endpoint says 400 for a wrong key too: it means that nobody knows these credentials. */
function refusalOf({ status, body }: RawResponse): RawResponse {
  const reason = /"error_description"\s*:\s*"([^"\\]{1,200})"/.exec(body)?.[1] ?? `HTTP ${status}`;
  const message = `the token endpoint gave no access token: ${reason}`;
  return { status: 401, headers: new Headers(), body: JSON.stringify({ error: { message } }) };
}

/** The exchange is shared, so one caller that stops waiting does not stop it for the others. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function said(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason was given';
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? `the connection failed (${code})` : error.message;
}
