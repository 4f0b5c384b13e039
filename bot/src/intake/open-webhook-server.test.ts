import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type IntakeEvent,
  openWebhookServer,
  type WebhookServer,
  type WebhookServerOptions,
} from './open-webhook-server.ts';
import type { SignedWebhook } from './take-delivery.ts';

const secret = 'the webhook secret';
let server: WebhookServer | undefined;
const events: IntakeEvent[] = [];
const taken: SignedWebhook[] = [];

afterEach(async () => {
  await server?.close({ graceMs: 0 });
  server = undefined;
  events.length = 0;
  taken.length = 0;
});

async function open(options: Partial<WebhookServerOptions> = {}): Promise<string> {
  server = await openWebhookServer({
    server: { host: '127.0.0.1', port: 0, webhookPath: '/webhooks', mostBytes: 1_000 },
    webhookSecrets: [secret],
    take: async (webhook) => {
      taken.push(webhook);
      return { kind: 'taken' };
    },
    routes: {},
    clock: { now: () => 0, elapsedMs: () => performance.now(), sleep: () => Promise.resolve() },
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return server.url;
}

function signed(body: string, by = secret): Record<string, string> {
  return {
    'x-github-event': 'push',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': `sha256=${createHmac('sha256', by).update(body).digest('hex')}`,
  };
}

async function post(url: string, body: string, headers: Record<string, string>) {
  const answer = await fetch(`${url}/webhooks`, { method: 'POST', body, headers });
  return [answer.status, await answer.text()] as const;
}

describe('a webhook', () => {
  it('is taken when one of the secrets signed its raw body', async () => {
    const url = await open({ webhookSecrets: ['a newer secret', secret] });
    const body = '{"action": "opened",\n "text": "\\u00e9 é"}';
    expect(await post(url, body, signed(body))).toEqual([202, '{"status":"taken"}']);
    expect(taken).toMatchObject([{ event: 'push', payload: { action: 'opened', text: 'é é' } }]);
    expect(events).toMatchObject([
      { kind: 'webhook-answered', event: 'push', outcome: 'accepted', status: 202 },
    ]);
  });

  it.each([
    ['another secret', signed('{}', 'guess')],
    ['another body', signed('{ }')],
    ['nothing', {}],
    ['a signature of another kind', { ...signed('{}'), 'x-hub-signature-256': 'sha1=00' }],
    ['a short signature', { ...signed('{}'), 'x-hub-signature-256': 'sha256=00' }],
  ])('is refused when it is signed with %s', async (_, headers) => {
    const [status] = await post(await open(), '{}', headers as Record<string, string>);
    expect([status, taken]).toEqual([401, []]);
    expect(events).toMatchObject([{ event: 'unknown', outcome: 'refused', status: 401 }]);
  });

  it('is refused when there is no secret to hold it against', async () => {
    const url = await open({ webhookSecrets: [] });
    expect((await post(url, '{}', signed('{}', '')))[0]).toBe(401);
  });

  it('is refused when it is no JSON, or does not say what it is', async () => {
    const url = await open();
    const form = 'payload=%7B%7D';
    expect((await post(url, form, signed(form)))[0]).toBe(400);
    for (const name of ['x-github-event', 'x-github-delivery']) {
      expect((await post(url, '{}', { ...signed('{}'), [name]: '../..' }))[0]).toBe(400);
    }
    expect(taken).toEqual([]);
  });

  it('is refused in the words of whoever reads it', async () => {
    const url = await open({ take: async () => ({ kind: 'refused', reason: 'No number.' }) });
    expect(await post(url, '{}', signed('{}'))).toEqual([400, 'No number.\n']);
  });

  it('is 503 when it could not be written down, and says nothing of why', async () => {
    const url = await open({ take: () => Promise.reject(new Error('postgresql://bot:key@db')) });
    const [status, text] = await post(url, '{}', signed('{}'));
    expect(status).toBe(503);
    expect(text).not.toContain('postgresql');
    expect(events[0]).toMatchObject({ kind: 'webhook-failed', error: expect.any(Error) });
  });

  it('is not read beyond the limit, announced or not', async () => {
    const url = await open();
    const large = 'x'.repeat(1_001);
    expect((await post(url, large, signed(large)))[0]).toBe(413);
    const chunked = await rawPost(
      url,
      ['transfer-encoding: chunked'],
      [...Array(20).fill(`64\r\n${'x'.repeat(100)}\r\n`)],
    );
    expect(chunked).toMatch(/^HTTP\/1.1 413 /);
    const fits = JSON.stringify('x'.repeat(998));
    expect((await post(url, fits, signed(fits)))[0]).toBe(202);
  });

  it('is refused while too many others are half there', async () => {
    const url = await open();
    const half = ['x'.repeat(999)];
    const others = Array.from({ length: 8 }, () => rawPost(url, ['content-length: 1000'], half));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await rawPost(url, ['content-length: 1000'], half)).toMatch(/^HTTP\/1.1 503 /);
    await server?.close({ graceMs: 0 });
    await Promise.all(others);
  });

  it('is ended when it does not arrive', async () => {
    const url = await open({ arrivalMs: 100 });
    const started = performance.now();
    expect(await rawPost(url, ['content-length: 100'], ['{'])).toMatch(/^HTTP\/1.1 408 |^$/);
    expect(await rawSend(url, ['POST /webhooks HTTP/1.1\r\nx: '])).toMatch(/^HTTP\/1.1 408 |^$/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is refused with more headers than anybody needs', async () => {
    const url = await open();
    const answer = await rawPost(url, [`x-large: ${'x'.repeat(20_000)}`], []);
    expect(answer).toMatch(/^HTTP\/1.1 431 |^$/);
  });

  it('comes by POST alone', async () => {
    const url = await open();
    expect((await fetch(`${url}/webhooks`)).status).toBe(405);
    expect((await fetch(`${url}/elsewhere`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  it('is answered in milliseconds', async () => {
    const url = await open();
    const body = JSON.stringify({ text: 'x'.repeat(900) });
    for (let count = 0; count < 100; count += 1) await post(url, body, signed(body));
    const times = events.flatMap((each) => ('durationMs' in each ? [each.durationMs] : []));
    expect(times.sort((one, other) => one - other)[94]).toBeLessThan(50);
  });
});

describe('a page', () => {
  it('is shown by path, and its failure is 500', async () => {
    const url = await open({
      routes: {
        '/health/live': async ({ query }) => ({
          status: 200,
          type: 'text/plain',
          body: `alive ${query.get('a')}`,
        }),
        '/broken': () => Promise.reject(new Error('a secret')),
      },
    });
    const page = await fetch(`${url}/health/live?a=b`);
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/plain',
      'alive b',
    ]);
    const head = await fetch(`${url}/health/live`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const broken = await fetch(`${url}/broken`);
    expect([broken.status, (await broken.text()).includes('secret')]).toEqual([500, false]);
    expect(events).toMatchObject([{ kind: 'route-failed', path: '/broken' }]);
    expect((await fetch(`${url}/health/live`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/constructor`)).status).toBe(404);
  });
});

describe('closing', () => {
  it('lets what is under way end, and cuts it off after the grace', async () => {
    let release = () => {};
    const url = await open({
      take: () =>
        new Promise((resolve) => {
          release = () => resolve({ kind: 'taken' });
        }),
    });
    const waiting = post(url, '{}', signed('{}'));
    await expect.poll(() => release.toString()).toContain('resolve');
    const closed = server?.close({ graceMs: 5_000 });
    release();
    expect((await waiting)[0]).toBe(202);
    await closed;
    await expect(fetch(url)).rejects.toThrow();
  });
});

function rawPost(url: string, headers: readonly string[], chunks: readonly string[]) {
  const lines = ['POST /webhooks HTTP/1.1', 'host: bot', 'x-hub-signature-256: x', ...headers];
  return rawSend(url, [`${lines.join('\r\n')}\r\n\r\n`, ...chunks]);
}

/** What comes back until the other side ends the connection. */
function rawSend(url: string, parts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}
