import type { TokenSource } from './open-token-source.ts';
import { statusOf } from './read-pause.ts';

interface Endpoint {
  readonly headers: Record<string, unknown>;
}
type Request = ((endpoint: Endpoint) => Promise<unknown>) & {
  readonly endpoint: { merge(route: unknown, parameters?: unknown): Endpoint };
};

/**
 * Octokit's authentication by a source of tokens. A 401 refuses for certain, so that the request is sent
 * once more with another token: the clock may be wrong, or the token was revoked.
 */
export function tokenStrategy({ source }: { readonly source: TokenSource }) {
  const hook = async (request: Request, route: unknown, parameters?: unknown) => {
    const endpoint = request.endpoint.merge(route, parameters);
    const send = (token: string) =>
      request({ ...endpoint, headers: { ...endpoint.headers, authorization: `bearer ${token}` } });
    const token = await source.current();
    try {
      return await send(token);
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
      return await send(await source.replace(token, error));
    }
  };
  const auth = async () => ({ type: 'token' as const, token: await source.current() });
  return Object.assign(auth, { hook });
}
