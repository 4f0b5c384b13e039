import type { FakeGitHub } from '../start-fake-github.ts';

/** What came back. */
export interface ClientAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, a text otherwise, `undefined` when it is empty. */
  readonly body: unknown;
}

/** One request: `GET /rate_limit`, with a body for those that write. */
export type Client = (
  request: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ClientAnswer>;

/** A plain client of the API, without retries or any other help. */
export function openClient(github: FakeGitHub, token?: string): Client {
  return async (request, body, headers = {}) => {
    const [method = '', path = ''] = request.split(/ (.*)/s);
    const response = await fetch(`${github.apiUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        accept: 'application/vnd.github+json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const value = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: value };
  };
}

/** A client with an installation's token, narrowed when `narrowing` says so. */
export async function openInstallationClient(
  github: FakeGitHub,
  jwt: string,
  options: { readonly installationId: number; readonly narrowing?: object },
): Promise<Client> {
  const asApp = openClient(github, jwt);
  const path = `/app/installations/${options.installationId}/access_tokens` as const;
  const { body } = await asApp(`POST ${path}`, options.narrowing);
  return openClient(github, (body as { token: string }).token);
}
