import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { responseBytes } from './read-response.ts';

/** One address with its key; everything the SDK would take from the environment is given here. */
export interface OpenAiConnection {
  readonly baseUrl: string;
  /** `undefined`: no Authorization header is sent. */
  readonly key: string | undefined;
  readonly organization: string | undefined;
  readonly timeoutMs: number;
}

/** A response read to its end; the body is whatever the server sent, at most the size cap. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
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
    // The SDK adds headers from OPENAI_CUSTOM_HEADERS and about the platform: all are replaced.
    fetch: async (url, init) => {
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      const body = await responseBytes(response);
      const kept = isNullBodyStatus(response.status) ? null : body;
      const read = new Response(kept, { status: 200, headers: response.headers });
      read.headers.set(statusHeader, String(response.status));
      return read;
    },
  });
  return async (body, signal) => {
    const response = await client.chat.completions
      .create(body as unknown as ChatCompletionCreateParamsNonStreaming, { signal })
      .asResponse();
    return {
      status: Number(response.headers.get(statusHeader)),
      headers: response.headers,
      body: await response.text(),
    };
  };
}

/** Carries the real status past the SDK, whose own error handling would drop the body's size cap. */
const statusHeader = 'x-galley-status';

function isNullBodyStatus(status: number): boolean {
  return status === 204 || status === 304;
}
