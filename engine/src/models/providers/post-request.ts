import type { IncomingMessage } from 'node:http';
import { ResponseCutOff, ResponseTooLarge } from './response-faults.ts';

/** A response read to its end; the body is whatever the server sent, at most the size cap. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Sends one POST and reads the whole response; redirects are answers like any other. */
export type Post = (url: string, options: PostOptions) => Promise<RawResponse>;

const largestBodyBytes = 32 * 1024 * 1024;

/**
 * A sender whose connections are kept open between requests. Node's own `fetch` would spend about a
 * millisecond per answer on web streams, and gives up on headers after five minutes whatever it is told.
 * Its modules are loaded with the first request: they take Node 40 ms, and most commands send none.
 * @throws ResponseTooLarge, ResponseCutOff, the signal's AbortError, or the connection's error
 */
export function createPost(): Post {
  let opening: Promise<Connections> | undefined;
  return async (url, options) => {
    opening ??= openConnections();
    return exchange(await opening, url, options);
  };
}

/** Node's client for each scheme, with the sockets it keeps open. */
type Connections = Awaited<ReturnType<typeof openConnections>>;

async function openConnections() {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  return {
    plain: { request: http.request, agent: new http.Agent({ keepAlive: true }) },
    secure: { request: https.request, agent: new https.Agent({ keepAlive: true }) },
  };
}

function exchange(
  { plain, secure }: Connections,
  url: string,
  { headers, body, signal }: PostOptions,
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const { request: send, agent } = url.startsWith('https:') ? secure : plain;
    const request = send(url, {
      method: 'POST',
      agent,
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        'content-length': String(Buffer.byteLength(body)),
      },
      signal,
    });
    request.once('error', reject);
    request.once('response', (response) => {
      readBody(response).then(
        (text) =>
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response),
            body: text,
          }),
        (error: unknown) => {
          request.destroy();
          reject(error);
        },
      );
    });
    request.end(body);
  });
}

function readBody(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    response.on('data', (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount > largestBodyBytes) reject(new ResponseTooLarge(largestBodyBytes));
      else chunks.push(chunk);
    });
    response.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    response.once('error', (error: Error) => {
      reject(error.name === 'AbortError' ? error : new ResponseCutOff(error));
    });
    response.once('close', () => {
      if (!response.complete) reject(new ResponseCutOff(undefined));
    });
  });
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
