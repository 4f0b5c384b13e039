import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The raw body. */
  readonly body: string;
  readonly payload: Record<string, never>;
}

/** A place that takes webhooks. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What the next deliveries are answered with; default 202. */
  status: number;
  /** Called with each webhook before it is answered. */
  react: (received: Received) => Promise<void>;
  close(): Promise<void>;
}

/** A loopback server that takes webhooks and remembers them. */
export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { headers: request.headers, body, payload: JSON.parse(body) };
    received.push(one);
    await receiver.react(one);
    response.writeHead(receiver.status).end('taken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    status: 202,
    react: () => Promise.resolve(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
