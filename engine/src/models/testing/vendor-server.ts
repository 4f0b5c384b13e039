import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPlainObject } from '../../units/own-value.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as JSON; empty when it is no JSON object. */
  readonly body: Record<string, unknown>;
  readonly text: string;
}

/** Answers one request; `count` is 1 for the first. */
export type Answering = (response: ServerResponse, request: ReceivedRequest, count: number) => void;

/** A loopback server that answers as told: in any vendor's words, OpenAI's by default. */
export interface VendorServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  /** The origin with OpenAI's `/v1`. */
  readonly baseUrl: string;
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly received: readonly ReceivedRequest[];
}

/** Starts a server on a free loopback port; disposing it cuts every connection. */
export async function startVendorServer(answer: Answering = completes()): Promise<VendorServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: objectIn(text),
      text,
    };
    received.push(seen);
    answer(response, seen, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `http://${host}`,
    baseUrl: `http://${host}/v1`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : {};
  } catch {
    return {};
  }
}

export interface Completion {
  readonly text?: string;
  readonly inputTokens?: number;
  readonly cachedTokens?: number;
  readonly outputTokens?: number;
  /** Instead of the message that `text` makes. */
  readonly message?: Record<string, unknown>;
  readonly finishReason?: string;
  readonly reasoningTokens?: number;
  readonly withoutUsage?: boolean;
}

/** The body of a chat completion as OpenAI documents it. */
export function completionBody(completion: Completion = {}): Record<string, unknown> {
  const { text = 'We refund it.', inputTokens = 100, outputTokens = 20 } = completion;
  return {
    id: 'chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG',
    object: 'chat.completion',
    created: 1763726400,
    model: 'gpt-4o-mini-2024-07-18',
    choices: [
      {
        index: 0,
        message: completion.message ?? {
          role: 'assistant',
          content: text,
          refusal: null,
          annotations: [],
        },
        logprobs: null,
        finish_reason: completion.finishReason ?? 'stop',
      },
    ],
    ...(completion.withoutUsage
      ? {}
      : {
          usage: {
            prompt_tokens: inputTokens,
            completion_tokens: outputTokens,
            total_tokens: inputTokens + outputTokens,
            prompt_tokens_details: { cached_tokens: completion.cachedTokens ?? 0, audio_tokens: 0 },
            completion_tokens_details: {
              reasoning_tokens: completion.reasoningTokens ?? 0,
              audio_tokens: 0,
            },
          },
        }),
    service_tier: 'default',
    system_fingerprint: 'fp_51db84afab',
  };
}

/** Answers every request with one completion, or with one per request, the last repeated. */
export function completes(...completions: readonly Completion[]): Answering {
  return (response, _, count) => {
    sendJson(response, 200, completionBody(completions[count - 1] ?? completions.at(-1)));
  };
}

/** Answers with an error as OpenAI words it. */
export function fails(
  status: number,
  headers: Record<string, string> = {},
  message = 'The server had an error',
): Answering {
  return (response) => {
    const error = { message, type: 'invalid_request_error', param: null, code: null };
    sendJson(response, status, { error }, headers);
  };
}

/** Answers the first requests one way and all later ones another. */
export function first(count: number, early: Answering, later: Answering): Answering {
  return (response, request, number) =>
    number <= count ? early(response, request, number) : later(response, request, number - count);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
