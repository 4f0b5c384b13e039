import { GitFetchError } from './git-fetch-error.ts';

/** One repository on a Git server, for one fetch. */
export interface GitRemote {
  readonly fetch: typeof fetch;
  /** `https://github.com/acme/prompts.git` */
  readonly url: string;
  /** `acme/prompts`, for messages. */
  readonly name: string;
  readonly token: string;
}

const resultType = 'application/x-git-upload-pack-result';

/**
 * Asks for objects or refs by version 2 of Git's protocol, where one request is enough.
 * @returns the answer as it comes; ending the iteration ends the connection
 * @throws GitFetchError, also while the answer is read
 */
export async function askGitServer(
  remote: GitRemote,
  body: Buffer,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const { url, token, name } = remote;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const request = {
    method: 'POST',
    // Another host must not get the token.
    redirect: 'manual',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-git-upload-pack-request',
      accept: resultType,
      'git-protocol': 'version=2',
      'user-agent': 'git/galley-bot',
    },
    body: new Uint8Array(body),
    signal,
  } as const;
  const response = await remote.fetch(`${url}/git-upload-pack`, request).catch((cause) => {
    throw broken(name, { cause, signal });
  });
  const isGit = response.headers.get('content-type')?.startsWith(resultType) === true;
  if (response.status === 200 && isGit && response.body !== null) {
    return untilBroken(response.body, { name, signal });
  }
  await response.body?.cancel();
  throw refusal(name, response);
}

async function* untilBroken(
  body: AsyncIterable<Uint8Array>,
  options: { readonly name: string; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw broken(options.name, { cause, signal: options.signal });
  }
}

/** The reason of an abort stays what it was. */
function broken(
  name: string,
  { cause, signal }: { readonly cause: unknown; readonly signal: AbortSignal },
): unknown {
  if (signal.aborted) return signal.reason;
  const message = `the connection for fetching ${name} broke off`;
  return new GitFetchError('unreachable', message, { cause });
}

function refusal(name: string, { status, headers }: Response): GitFetchError {
  const said = `fetching ${name} was answered with status ${status}`;
  const data = { repository: name, status };
  if (status === 401) return new GitFetchError('token-refused', said, { data });
  if (status === 200) {
    return new GitFetchError('unreachable', `${said} by something that is no Git server`, {
      data,
      hint: 'a proxy on the way may answer in its place',
    });
  }
  const isPaced = headers.has('retry-after') || status === 429;
  if (isPaced || status >= 500) return new GitFetchError('unreachable', said, { data });
  const hint = 'the repository may be gone or renamed, or the App no longer installed on it';
  return new GitFetchError('repository-refused', said, { data, hint });
}
