import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@galley/engine/ports';
import type { BotConfig } from '../config/bot-config.ts';
import { type Answer, answerWebhook, plain, type WebhookTools } from './answer-webhook.ts';
import { openBodyReader } from './read-body.ts';

/** A page beside the webhooks: health, metrics. */
export type Route = (request: {
  /** `GET` or `HEAD`. */
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}) => Promise<Pick<Answer, 'status' | 'type' | 'body'>>;

/** What the server tells of each webhook, for logs and metrics. */
export type IntakeEvent =
  | {
      readonly kind: 'webhook-answered';
      /** `X-GitHub-Event`, where the signature was right; else `unknown`. */
      readonly event: string;
      readonly deliveryId: string;
      readonly outcome: 'accepted' | 'duplicate' | 'refused';
      readonly status: number;
      readonly durationMs: number;
    }
  | { readonly kind: 'webhook-failed'; readonly error: unknown }
  | { readonly kind: 'route-failed'; readonly path: string; readonly error: unknown };

export interface WebhookServerOptions extends Pick<WebhookTools, 'webhookSecrets' | 'take'> {
  readonly server: BotConfig['server'];
  /** By path: `/health/live`. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly clock: Clock;
  readonly onEvent?: (event: IntakeEvent) => void;
  /** Milliseconds in which a request must have arrived whole; default those that GitHub waits. */
  readonly arrivalMs?: number;
}

/** A server that listens. */
export interface WebhookServer {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Takes no new requests, and gives those under way so long to end. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

const mostConnections = 500;
const mostBodiesAtOnce = 8;

/** Opens the door for webhooks, and for a few pages beside it. */
export async function openWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const { host, port, mostBytes } = options.server;
  const arrivalMs = options.arrivalMs ?? 10_000;
  const readBody = openBodyReader({ mostBytes, mostPendingBytes: mostBytes * mostBodiesAtOnce });
  let isClosing = false;
  const server = createServer(
    {
      headersTimeout: arrivalMs,
      requestTimeout: arrivalMs,
      connectionsCheckingInterval: Math.ceil(arrivalMs / 4),
    },
    (request, response) => {
      answer(request, { ...options, readBody }).then(
        (found) => write(isClosing ? { ...found, isLast: true } : found, request, response),
        // Whoever sent it is gone in the middle of it.
        () => response.destroy(),
      );
    },
  );
  server.maxConnections = mostConnections;
  server.maxHeadersCount = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: ({ graceMs }) =>
      new Promise((resolve) => {
        isClosing = true;
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

type Tools = WebhookServerOptions & Pick<WebhookTools, 'readBody'>;

async function answer(request: IncomingMessage, tools: Tools): Promise<Answer> {
  const { method = '' } = request;
  const { pathname: path, searchParams: query } = addressOf(request);
  if (path === tools.server.webhookPath) {
    return method === 'POST' ? timed(request, tools) : plain(405, 'Webhooks come by POST.');
  }
  const route = Object.hasOwn(tools.routes, path) ? tools.routes[path] : undefined;
  if (route === undefined) return plain(404, 'There is nothing here.');
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'This is only for reading.');
  try {
    return await route({ method, path, query });
  } catch (error) {
    tools.onEvent?.({ kind: 'route-failed', path, error });
    return plain(500, 'This failed; the log says why.');
  }
}

async function timed(request: IncomingMessage, tools: Tools): Promise<Answer> {
  const { webhookSecrets, readBody, take, clock, onEvent } = tools;
  const startMs = clock.elapsedMs();
  const onFailure = (error: unknown) => onEvent?.({ kind: 'webhook-failed', error });
  let facts = { event: 'unknown', deliveryId: 'unknown' };
  let isDuplicate = false;
  const found = await answerWebhook(request, {
    webhookSecrets,
    readBody,
    onFailure,
    async take(webhook) {
      facts = { event: webhook.event, deliveryId: webhook.deliveryId };
      const taken = await take(webhook);
      isDuplicate = taken.kind === 'duplicate';
      return taken;
    },
  });
  const durationMs = clock.elapsedMs() - startMs;
  const { status } = found;
  const outcome = status !== 202 ? 'refused' : isDuplicate ? 'duplicate' : 'accepted';
  onEvent?.({ kind: 'webhook-answered', ...facts, outcome, status, durationMs });
  return found;
}

function addressOf(request: IncomingMessage): URL {
  const url = request.url ?? '/';
  return new URL(URL.canParse(url, 'http://bot') ? url : '/', 'http://bot');
}

function write(found: Answer, request: IncomingMessage, response: ServerResponse): void {
  const { status, type, body, isLast } = found;
  const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, isLast === true ? { ...headers, connection: 'close' } : headers);
  if (isLast === true) response.once('finish', () => request.destroy());
  response.end(request.method === 'HEAD' ? undefined : body);
}
