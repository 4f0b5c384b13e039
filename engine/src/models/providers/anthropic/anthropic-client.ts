import { Anthropic } from '@anthropic-ai/sdk';
import { createPost, type RawResponse } from '../post-request.ts';

/** One address with its key; everything the SDK would take from the environment is given here. */
export interface AnthropicConnection {
  /** Without the version segment. */
  readonly baseUrl: string;
  readonly key: string;
}

/** Sends one Messages request and reads the whole response, whatever its status. */
export type PostMessages = (
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<RawResponse>;

/** Longer than any time limit of ours: the SDK's own clock never decides. */
const noTimeoutMs = 2 ** 31 - 1;

/**
 * The official SDK with everything it decides by itself turned off: no environment, no retries, no
 * redirects, no logging, no telemetry, no time limit, and only the headers named here.
 */
export function createPostMessages({ baseUrl, key }: AnthropicConnection): PostMessages {
  const headers = {
    accept: 'application/json',
    'anthropic-version': '2023-06-01',
    'content-type': 'application/json',
    'user-agent': 'galley',
    'x-api-key': key,
  };
  const post = createPost();
  const answers = new WeakMap<Response, RawResponse>();
  const client = new Anthropic({
    apiKey: key,
    webhookKey: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: noTimeoutMs,
    logLevel: 'off',
    openTelemetry: { propagation: false, traces: false },
    // The SDK adds headers from ANTHROPIC_CUSTOM_HEADERS and about the platform: all are replaced. It
    // gets an empty 200 back, so that its own error handling does not come between us and the answer.
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
  return async (body, signal) => {
    // `messages.create` would print warnings about old models and refuse long answers by its own rule.
    const stub = await client.post('/v1/messages', { body, signal }).asResponse();
    const raw = answers.get(stub);
    if (raw === undefined) throw new TypeError('the SDK gave back a response that is not ours');
    return raw;
  };
}

const neverAborted = new AbortController().signal;
