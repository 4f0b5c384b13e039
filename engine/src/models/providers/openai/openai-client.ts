import OpenAI from 'openai';
import { createPost, type RawResponse } from '../post-request.ts';

/** One address with its key; everything the SDK would take from the environment is given here. */
export interface OpenAiConnection {
  readonly baseUrl: string;
  /** The headers that carry key and account, complete: the SDK adds none. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Sends one request to a path below the address and reads the whole response, whatever its status. */
export type PostToOpenAi = (
  path: string,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<RawResponse>;

/** Longer than any time limit of ours: the SDK's own clock never decides. */
const noTimeoutMs = 2 ** 31 - 1;

/**
 * The official SDK with everything it decides by itself turned off: no environment, no retries, no
 * redirects, no logging, no time limit, and only the headers named here.
 */
export function createOpenAiPost(connection: OpenAiConnection): PostToOpenAi {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'galley',
    ...connection.headers,
  };
  const post = createPost();
  const answers = new WeakMap<Response, RawResponse>();
  const client = new OpenAI({
    apiKey: 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: connection.baseUrl,
    defaultQuery: connection.query,
    maxRetries: 0,
    timeout: noTimeoutMs,
    logLevel: 'off',
    // The SDK adds headers from OPENAI_CUSTOM_HEADERS and about the platform: all are replaced. It gets
    // an empty 200 back, so that its own error handling does not come between us and the real answer.
    fetch: async (url, init) => {
      const raw = await post(String(url), {
        headers,
        body: String(init?.body ?? ''),
        signal: init?.signal ?? neverAborted,
      });
      const stub = new Response(null);
      answers.set(stub, raw);
      return stub;
    },
  });
  return async (path, body, signal) => {
    const stub = await client.post(path, { body, signal }).asResponse();
    const raw = answers.get(stub);
    if (raw === undefined) throw new TypeError('the SDK gave back a response that is not ours');
    return raw;
  };
}

const neverAborted = new AbortController().signal;
