import { createServer as createHttpServer, request as httpRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { systemClock } from '@galley/engine/system';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  fetchOver,
  openDispatcher,
  type Reaching,
} from '../../../bot/src/github/open-dispatcher.ts';
import { openGitHubAccess } from '../../../bot/src/github/open-github-access.ts';
import { type Desk, openDesk } from '../../fakes/github/testing/open-desk.ts';
import { makeCertificates } from '../../support/make-certificates.ts';

const certificates = makeCertificates();
let desk: Desk;
let enterprise: Server;
let proxy: Server;
/** What the proxy was asked to connect to. */
let tunnels: string[];

beforeAll(async () => {
  desk = await openDesk();
  const { certificate: cert, privateKey: key } = certificates;
  enterprise = createTlsServer({ cert, key }, (request, response) => {
    const { method = '', url = '/', headers } = request;
    const onward = httpRequest(`${desk.github.apiUrl}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxy = createHttpServer((_, response) => response.writeHead(400).end('CONNECT only'));
  proxy.on('connect', (request, socket) => {
    const [host = '', port = ''] = String(request.url).split(':');
    tunnels.push(String(request.url));
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await Promise.all([enterprise, proxy].map(listen));
});
beforeEach(() => {
  tunnels = [];
});
afterAll(async () => {
  for (const server of [enterprise, proxy]) {
    server.close();
    server.closeAllConnections();
  }
  desk.github.assertValid();
  await desk.github.close();
});

describe('GitHub Enterprise Server', () => {
  const selfBy = async (reaching: Reaching) => {
    const dispatcher = openDispatcher(reaching);
    const github = openGitHubAccess(
      {
        app: { id: desk.app.id, privateKey: desk.app.privateKey, webhookSecrets: [] },
        github: { ...desk.github, apiUrl: `https://localhost:${portOf(enterprise)}/api/v3` },
      },
      { clock: systemClock(), random: { next: () => 0 }, fetch: fetchOver(dispatcher) },
    );
    return github.self().finally(() => dispatcher.destroy());
  };
  const self = { login: 'galley[bot]', appId: expect.any(Number) };
  const proxyUrl = () => `http://127.0.0.1:${portOf(proxy)}`;
  const { authority: extraCa } = certificates;

  it('is trusted by its own certificate authority, and only by it', async () => {
    expect(await selfBy({ extraCa })).toEqual(self);
    await expect(selfBy({})).rejects.toThrow();
    await expect(selfBy({ extraCa: makeCertificates().authority })).rejects.toThrow();
  });

  it('is reached through a proxy by CONNECT, which sees nothing of what is said', async () => {
    expect(await selfBy({ extraCa, proxyUrl: proxyUrl() })).toEqual(self);
    expect(tunnels).toEqual([`localhost:${portOf(enterprise)}`]);
    await expect(selfBy({ proxyUrl: proxyUrl() })).rejects.toThrow();
  });

  it.each([['localhost'], ['.localhost, localhost'], ['*']])(
    'is reached without the proxy where NO_PROXY says %s',
    async (hosts) => {
      const noProxy = hosts.split(', ');
      expect(await selfBy({ extraCa, proxyUrl: proxyUrl(), noProxy })).toEqual(self);
      expect(tunnels).toEqual([]);
    },
  );

  it('is reached through the proxy where NO_PROXY names others', async () => {
    await selfBy({ extraCa, proxyUrl: proxyUrl(), noProxy: ['models.acme.example'] });
    expect(tunnels).toHaveLength(1);
  });
});

describe('an address without TLS', () => {
  it('goes through the proxy by CONNECT, too', async () => {
    const proxyUrl = `http://127.0.0.1:${portOf(proxy)}`;
    const dispatcher = openDispatcher({ proxyUrl });
    const answer = await fetchOver(dispatcher)(`${desk.github.apiUrl}/meta`, {
      headers: { 'user-agent': 'galley-bot' },
    });
    expect(answer.status).toBe(200);
    await answer.text();
    expect(tunnels).toEqual([new URL(desk.github.apiUrl).host]);
    await dispatcher.destroy();
  });
});

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
