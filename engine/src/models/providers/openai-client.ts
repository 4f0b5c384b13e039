import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { createPost, type RawResponse } from './post-request.ts';

/** One address with its key; everything the SDK would take from the environment is given here. */
export interface OpenAiConnection {
  readonly baseUrl: string;
  /** `undefined`: no Authorization header is sent. */
  readonly key: string | undefined;
  readonly organization: string | undefined;
  readonly timeoutMs: number;
}

/** Sends one chat-completions request and reads the whole response, whatever its status. */
export type PostChat = (body: Record<string, unknown>, signal: AbortSignal) => Promise<RawResponse>;

/**
 * The official SDK with everything it decides by itself turned off: no environment, no retries, no
 * redirects, no logging, and only the headers named here.
 */
export function createPostChat(connection: OpenAiConnection): PostChat {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'galley',
    ...(connection.key === undefined ? {} : { authorization: `Bearer ${connection.key}` }),
    ...(connection.organization === undefined
      ? {}
      : { 'openai-organization': connection.organization }),
  };
  const post = createPost();
  const answers = new WeakMap<Response, RawResponse>();
  const client = new OpenAI({
    apiKey: connection.key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: connection.baseUrl,
    maxRetries: 0,
    timeout: connection.timeoutMs,
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
  return async (body, signal) => {
    const stub = await client.chat.completions
      .create(body as unknown as ChatCompletionCreateParamsNonStreaming, { signal })
      .asResponse();
    const raw = answers.get(stub);
    if (raw === undefined) throw new TypeError('the SDK gave back a response that is not ours');
    return raw;
  };
}

const neverAborted = new AbortController().signal;
