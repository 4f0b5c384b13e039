import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type ApiTools, answerRequest } from './answer-request.ts';
import type { Fault, Faults } from './faults.ts';
import { isGitPath, serveGit } from './serve-git.ts';

/** An open port. */
export interface Listener {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Starts to answer; requests before are kept waiting. */
  serve(tools: ApiTools, faults: Faults): void;
  close(): Promise<void>;
}

/** Opens a port on the loopback interface for the API (with or without `/api/v3`) and for Git. */
export async function listen(): Promise<Listener> {
  const { promise: ready, resolve: setReady } = Promise.withResolvers<[ApiTools, Faults]>();
  const server = createServer(async (request, response) => {
    const [tools, faults] = await ready;
    try {
      await dispatch(tools, faults, { request, response });
    } catch (error) {
      tools.report(`the fake broke: ${(error as Error).stack}`);
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (tools, faults) => setReady([tools, faults]),
    close: () => closeServer(server),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function dispatch(
  tools: ApiTools,
  faults: Faults,
  { request, response }: Exchange,
): Promise<void> {
  const address = new URL((request.url ?? '/').replace(/^\/api\/v3(?=\/)/, ''), tools.world.origin);
  const isGit = isGitPath(address.pathname) && !address.pathname.startsWith('/repos/');
  const method = request.method ?? 'GET';
  const match = isGit ? undefined : tools.contract.find(method, address.pathname);
  const operation = isGit ? 'git' : match?.operation.id;
  const fault = operation === undefined ? undefined : faults.take(operation);
  if (fault?.kind === 'slow') await wait(fault.delayMs);
  if (fault?.kind === 'hang-up') {
    fault.first?.();
    response.destroy();
    return;
  }
  if (isGit) {
    if (refusesGit(response, fault)) return;
    await serveGit(tools.world, request, response);
    return;
  }
  const body = await readText(request);
  const headers = request.headers as Record<string, string | undefined>;
  const answer = await answerRequest(tools, { method, address, headers, body }, { match, fault });
  if (fault?.kind === 'after-hang-up') {
    fault.first?.();
    response.destroy();
    return;
  }
  if (fault?.kind === 'after-bad-gateway') {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html><body>Bad Gateway</body></html>');
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** Refuses a request of Git; `false` when the fault is none that Git's protocol knows. */
function refusesGit(response: ServerResponse, fault: Fault | undefined): boolean {
  const status = gitStatusOf(fault);
  if (status === undefined) return false;
  response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {});
  response.end();
  return true;
}

function gitStatusOf(fault: Fault | undefined): number | undefined {
  if (fault?.kind === 'status') return fault.status;
  if (fault?.kind === 'expired-token') return 401;
  return fault?.kind === 'secondary-limit' ? 429 : undefined;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
