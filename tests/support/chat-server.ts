import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly body: {
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
  readonly authorization: string | undefined;
}

export interface ChatServer {
  /** `http://127.0.0.1:port/v1` */
  readonly baseUrl: string;
  /** `127.0.0.1:port`, for binding a secret. */
  readonly host: string;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

export interface ChatServerOptions {
  /** Milliseconds before each answer; default 0. */
  readonly delayMs?: number;
  /** The answer's text; default repeats the last message. */
  readonly answer?: (request: SeenRequest) => string;
  /** HTTP status of the answer; default 200. Any other may be tried again at once. */
  readonly status?: (request: SeenRequest) => number;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

/** A loopback server that speaks OpenAI's chat completions and remembers every request. */
export async function startChatServer(options: ChatServerOptions = {}): Promise<ChatServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const seen = await readRequest(request);
    requests.push(seen);
    await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 0));
    const text = options.answer?.(seen) ?? seen.body.messages.at(-1)?.content ?? '';
    const usage = options.usage ?? { prompt_tokens: 100, completion_tokens: 50 };
    const status = options.status?.(seen) ?? 200;
    const wait = status === 200 ? {} : { 'retry-after-ms': '0' };
    response.writeHead(status, { 'content-type': 'application/json', ...wait });
    response.end(
      JSON.stringify({
        id: 'chat-1',
        object: 'chat.completion',
        created: 1,
        model: 'house-small',
        choices: [
          { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' },
        ],
        usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: `http://${host}/v1`,
    host,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return { body: JSON.parse(text), authorization: request.headers.authorization };
}
