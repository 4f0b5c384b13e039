import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OpenAI-compatible server on the loopback interface. */
export interface VendorServer {
  /** Base URL, with `/v1`. */
  readonly url: string;
  /** Environment that lets Galley send its key there. */
  readonly environment: Readonly<Record<string, string>>;
  /** What has been asked since the last call of this. */
  takeTraffic(): Traffic;
  close(): void;
}

export interface Traffic {
  readonly requests: number;
  readonly mostInFlight: number;
  /** From the arrival of the first request to the last answer. */
  readonly spanMs: number;
}

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

interface VendorOptions {
  /** Waited before each answer. */
  readonly delayMs: number;
  readonly answer: (messages: readonly ChatMessage[]) => string;
}

/** Starts a server that answers every chat completion with `answer` after `delayMs`. */
export async function startVendorServer({ delayMs, answer }: VendorOptions): Promise<VendorServer> {
  let traffic = noTraffic();
  const server = createServer((request, response) => {
    const seen = traffic;
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      seen.firstMs ??= performance.now();
      seen.requests += 1;
      seen.inFlight += 1;
      seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
      setTimeout(() => {
        seen.inFlight -= 1;
        seen.lastMs = performance.now();
        sendAnswer(response, answer(JSON.parse(body).messages));
      }, delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    environment: {
      BENCH_API_KEY: 'sk-bench-0123456789abcdef',
      GALLEY_SECRET_HOSTS: `BENCH_API_KEY=127.0.0.1:${port}`,
    },
    takeTraffic() {
      const { requests, mostInFlight, firstMs = 0, lastMs = 0 } = traffic;
      traffic = noTraffic();
      return { requests, mostInFlight, spanMs: lastMs - firstMs };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function noTraffic() {
  return {
    requests: 0,
    inFlight: 0,
    mostInFlight: 0,
    firstMs: undefined as number | undefined,
    lastMs: undefined as number | undefined,
  };
}

function sendAnswer(response: ServerResponse, content: string): void {
  const message = { role: 'assistant', content };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id: 'answer',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o-mini',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
    }),
  );
}
