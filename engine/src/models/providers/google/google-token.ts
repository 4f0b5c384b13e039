import { createSign } from 'node:crypto';
import type { Clock } from '../../../ports/clock.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import { createPost, type RawResponse } from '../post-request.ts';
import type { ServiceAccount } from './google-credentials.ts';

const scope = 'https://www.googleapis.com/auth/cloud-platform';
const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const lifetimeS = 3600;
/** A token this close to its end is not used any more. */
const marginMs = 5 * 60_000;

/** An access token, or the response by which the token endpoint refused one. */
export type TokenResult = { readonly token: string } | { readonly refused: RawResponse };

/** Gives access tokens, asking for a new one only when the last is about to expire. */
export interface TokenSource {
  /** @throws the connection's error, when no response came */
  token(): Promise<TokenResult>;
  /** Tokens that are in use, for masking. */
  values(): readonly string[];
}

/**
 * Access tokens for a service account: a short-lived assertion, signed with its key, is exchanged at
 * its token endpoint. Callers at the same time share one exchange.
 * @source RFC 7523; Google, "Using OAuth 2.0 for server to server applications"
 */
export function createTokenSource(
  account: ServiceAccount,
  options: { readonly clock: Clock; readonly timeoutMs: number },
): TokenSource {
  const { clock, timeoutMs } = options;
  const post = createPost();
  let held: { readonly token: string; readonly endsAtMs: number } | undefined;
  let asking: Promise<TokenResult> | undefined;

  async function exchange(): Promise<TokenResult> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    try {
      const response = await post(account.tokenUri, {
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': 'galley',
        },
        body: String(
          new URLSearchParams({
            grant_type: grantType,
            assertion: signAssertion(account, clock.now()),
          }),
        ),
        signal: stop.signal,
      });
      const granted = response.status === 200 ? grantIn(response.body) : undefined;
      if (!granted) return { refused: response };
      held = { token: granted.token, endsAtMs: clock.elapsedMs() + granted.lifetimeMs };
      return { token: granted.token };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    values: () => (held ? [held.token] : []),
    async token() {
      if (held && held.endsAtMs - marginMs > clock.elapsedMs()) return { token: held.token };
      asking ??= exchange().finally(() => {
        asking = undefined;
      });
      return await asking;
    },
  };
}

/** A JSON Web Token that says who asks, signed with RS256. */
function signAssertion(account: ServiceAccount, nowMs: number): string {
  const issuedAtS = Math.floor(nowMs / 1000);
  const header = { alg: 'RS256', typ: 'JWT', ...(account.keyId && { kid: account.keyId }) };
  const claims = {
    iss: account.email,
    scope,
    aud: account.tokenUri,
    iat: issuedAtS,
    exp: issuedAtS + lifetimeS,
  };
  const unsigned = `${encoded(header)}.${encoded(claims)}`;
  const signature = createSign('RSA-SHA256').update(unsigned).sign(account.privateKey);
  return `${unsigned}.${signature.toString('base64url')}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function grantIn(body: string): { token: string; lifetimeMs: number } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isPlainObject(value) || typeof value.access_token !== 'string') return undefined;
  const seconds = typeof value.expires_in === 'number' ? value.expires_in : 0;
  return { token: value.access_token, lifetimeMs: seconds * 1000 };
}
