import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
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
 * @throws ResponseTooLarge, ResponseCutOff, the signal's AbortError, or the connection's error
 */
export function createPost(): Post {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  return (url, { headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const isSecure = url.startsWith('https:');
      const send = isSecure ? httpsRequest : httpRequest;
      const request = send(url, {
        method: 'POST',
        agent: isSecure ? https : http,
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
