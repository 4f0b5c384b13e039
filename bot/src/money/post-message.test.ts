import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSteeredClock } from '../../../engine/src/models/testing/steered-clock.ts';
import { postMessage } from './post-message.ts';

let received: { headers: IncomingHttpHeaders; body: string }[];
let statuses: number[];
let url: string;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 200, { location: '/elsewhere' }).end();
  });
});

beforeEach(async () => {
  received = [];
  statuses = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/budget`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function post(allowsPrivate = true, hosts: readonly string[] = []) {
  const clock = createSteeredClock();
  const target = { url, hosts, signedWith: 'shared key' };
  return postMessage(target, { text: 'used up' }, { clock, allowsPrivate });
}

describe('a message', () => {
  it('is signed JSON', async () => {
    await post();
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(JSON.parse(body)).toEqual({ text: 'used up' });
    const signature = createHmac('sha256', 'shared key').update(body).digest('hex');
    expect(headers['x-galley-signature-256']).toBe(`sha256=${signature}`);
  });

  it.each([[[503, 200]], [[429, 500, 200]]])('is sent again after %j', async (answers) => {
    statuses = [...answers];
    await post();
    expect(received).toHaveLength(answers.length);
  });

  it.each([
    [[503, 503, 503], 3],
    [[404], 1],
    [[302], 1],
  ])('did not arrive after %j', async (answers, requests) => {
    statuses = [...answers];
    await expect(post()).rejects.toMatchObject({ code: 'provider-failed' });
    expect(received).toHaveLength(requests);
  });

  it('goes to no private host, to no host without TLS, and to none that the secret is not bound to', async () => {
    await expect(post(false)).rejects.toMatchObject({ code: 'host-not-allowed' });
    url = 'https://127.0.0.1/budget';
    await expect(post(false)).rejects.toThrow('private host');
    url = 'https://hooks.acme.example/budget';
    await expect(post(false, ['hooks.other.example'])).rejects.toThrow('bound to');
    expect(received).toEqual([]);
  });
});
