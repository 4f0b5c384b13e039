import { verify } from 'node:crypto';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { App, Grant } from '../state/model.ts';
import type { World } from '../state/open-world.ts';

/** Who calls. */
export type Caller =
  | { readonly kind: 'app'; readonly app: App }
  | Extract<Grant, { kind: 'user' }>
  | (Extract<Grant, { kind: 'installation' }> & { readonly token: string })
  | { readonly kind: 'nobody' };

/** Longest life of an App's own token that GitHub accepts, and how far its clock may be ahead. */
const longestLifeSeconds = 600;
const leewaySeconds = 60;

/** The caller behind an `Authorization` header; no header is nobody. */
export function authenticate(world: World, header: string | undefined): Caller {
  if (header === undefined) return { kind: 'nobody' };
  const [scheme = '', rest = ''] = header.split(/ (.*)/s);
  const token = /^basic$/i.test(scheme)
    ? Buffer.from(rest, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : rest;
  if (token.split('.').length === 3) return { kind: 'app', app: appOfToken(world, token) };
  const grant = world.tokens.get(token);
  if (grant === undefined) throw new ApiRefusal(401, 'Bad credentials');
  if (grant.kind === 'user') return grant;
  if (grant.expiresAtMs <= world.nowMs()) throw new ApiRefusal(401, 'Bad credentials');
  if (grant.installation.suspendedAt !== null) {
    throw new ApiRefusal(403, 'This installation has been suspended');
  }
  return { ...grant, token };
}

function appOfToken(world: World, token: string): App {
  const unreadable = () => new ApiRefusal(401, 'A JSON web token could not be decoded');
  const [header = '', payload = '', signature = ''] = token.split('.');
  const [{ alg }, claims] = [header, payload].map((part) => {
    try {
      return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
    } catch {
      throw unreadable();
    }
  }) as [Record<string, unknown>, Record<string, unknown>];
  if (alg !== 'RS256') throw unreadable();
  const app = world.apps.find(({ clientId, id }) =>
    [String(id), clientId].includes(String(claims.iss)),
  );
  if (app === undefined) throw new ApiRefusal(404, 'Integration not found');
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) {
    throw unreadable();
  }
  checkTimes(world.nowMs() / 1000, claims);
  return app;
}

function checkTimes(nowSeconds: number, claims: Record<string, unknown>): void {
  const { exp, iat } = claims;
  if (typeof iat !== 'number' || !Number.isInteger(iat) || iat > nowSeconds + leewaySeconds) {
    throw new ApiRefusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (typeof exp !== 'number' || exp <= nowSeconds) {
    throw new ApiRefusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > nowSeconds + longestLifeSeconds + leewaySeconds) {
    throw new ApiRefusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}
