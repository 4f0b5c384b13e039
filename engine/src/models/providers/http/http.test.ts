// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what such a body holds
import { describe, expect, it } from 'vitest';
import { type DataPath, parsePath } from '../../../expressions/path.ts';
import type { HttpProvider } from '../../../library/project.ts';
import { requestKey } from '../../request-key.ts';
import { secretsOf } from '../../testing/desk-fixtures.ts';
import { createSteeredClock } from '../../testing/steered-clock.ts';
import { type Answering, sendJson, startVendorServer } from '../../testing/vendor-server.ts';
import type { ProviderRequest } from '../contract.ts';
import { createHttp } from './http.ts';

const question: ProviderRequest = {
  model: 'house-small',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};
const house: HttpProvider = {
  name: 'house',
  type: 'http',
  url: 'http://127.0.0.1:9/ask',
  headers: [],
  body: { question: '${{ prompt }}' },
  usage: {},
  allowPrivate: true,
};
const key = 'a-key-of-the-house-5f2c8e1a9b';

function providerOf(declaration: HttpProvider) {
  return createHttp(declaration, {
    secrets: secretsOf({
      HOUSE_KEY: { value: key, hosts: [new URL(declaration.url).host] },
      OTHER_KEY: { value: 'a-key-of-someone-else', hosts: ['llm.acme.example'] },
    }),
    clock: createSteeredClock(),
    scriptedFiles: new Map(),
    allowPrivateHosts: true,
  });
}

async function ask(
  declaration: Partial<HttpProvider>,
  answer: Answering = (response) => sendJson(response, 200, { said: 'We refund it.' }),
  request: Partial<ProviderRequest> = {},
) {
  await using server = await startVendorServer(answer);
  const provider = providerOf({ ...house, ...declaration, url: `${server.origin}/ask` });
  const signal = new AbortController().signal;
  const result = await provider.send({ ...question, ...request }, signal);
  return { result, received: server.received[0] };
}

describe('an endpoint of one’s own', () => {
  it('answers with its whole body when no path is named', async () => {
    const json = await ask({});
    expect(json.result).toMatchObject({ answer: { text: '{"said":"We refund it."}' } });
    const text = await ask({}, (response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('We refund it.');
    });
    expect(text.result).toMatchObject({ answer: { text: 'We refund it.', finishReason: 'stop' } });
    const quoted = await ask({}, (response) => sendJson(response, 201, 'We refund it.'));
    expect(quoted.result).toMatchObject({ answer: { text: 'We refund it.' } });
  });

  it('says which path led nowhere, and how the answer begins, without its secrets', async () => {
    const long = `Bearer ${key} ${'x'.repeat(500)}`;
    const answer: Answering = (response) => sendJson(response, 200, { echo: long, said: null });
    const { result } = await ask({ output: pathTo('result.said'), keySecret: 'HOUSE_KEY' }, answer);
    expect(result).toMatchObject({ ok: false, failure: { isRetryable: false, mayHaveCost: true } });
    const message = result.ok ? '' : result.failure.message;
    expect(message).toContain('the answer has nothing at result.said; it begins: {"echo"');
    expect(message).not.toContain(key.slice(0, 8));
    expect(message.length).toBeLessThan(350);
    const empty = await ask({ output: pathTo('said') }, answer);
    expect(empty.result).toMatchObject({ ok: false });
  });

  it('takes no answer that is nested without end', async () => {
    const deep = `{"said": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const { result } = await ask({ output: pathTo('said') }, (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(deep);
    });
    expect(result).toMatchObject({
      ok: false,
      failure: { message: expect.stringMatching(/^what stands at said is nested too deep/) },
    });
  });

  it('reads why an answer ended in the words of common servers', async () => {
    const reasons: string[] = [];
    for (const why of ['end_turn', 'MAX_TOKENS', 'tool_use', 'safety', 'constructor', null]) {
      const { result } = await ask({ finishReason: pathTo('why') }, (response) =>
        sendJson(response, 200, { why }),
      );
      if (result.ok) reasons.push(result.answer.finishReason);
    }
    expect(reasons).toEqual(['stop', 'length', 'tool-calls', 'refusal', 'other', 'stop']);
  });

  it('sends its key as a bearer, and secrets of headers whole', async () => {
    const { received } = await ask({
      keySecret: 'HOUSE_KEY',
      headers: [
        ['x-team', 'support'],
        ['x-signature', { secret: 'HOUSE_KEY' }],
        ['user-agent', 'acme'],
      ],
    });
    expect(received?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'x-team': 'support',
      'x-signature': key,
      'user-agent': 'acme',
      'content-type': 'application/json',
    });
  });

  it('sends no header’s secret to a host it is not bound to', async () => {
    const asked = ask({ headers: [['x-other', { secret: 'OTHER_KEY' }]] });
    await expect(asked).rejects.toMatchObject({ code: 'secret-not-bound' });
  });

  it('sends nothing when a text of its body has no value', async () => {
    const asked = ask({ body: { at: 'seed ${{ parameters.seed }}' } });
    await expect(asked).rejects.toMatchObject({ code: 'project-invalid' });
  });

  it('says which parameters its body does not read', () => {
    const request = {
      ...question,
      parameters: { temperature: 0.2, seed: 7, extra: { user: 'a' } },
    };
    const ignoredBy = (body: HttpProvider['body']) =>
      providerOf({ ...house, body }).ignoredParameters?.(request);
    expect(ignoredBy({ q: '${{ prompt }}' })).toEqual(['temperature', 'seed', 'extra']);
    const named = {
      heat: ['at ${{ parameters.temperature }}'],
      by: '${{ parameters.extra.user }}',
    };
    expect(ignoredBy(named)).toEqual(['seed']);
    expect(ignoredBy({ all: '${{ parameters }}' })).toEqual([]);
  });

  it('has no price of its own', () => {
    expect(providerOf(house).pricedAs).toBeUndefined();
  });

  it('gives another key to every declaration that can change an answer', () => {
    const embedding = { body: { text: '${{ prompt }}' }, output: pathTo('vector') };
    const others: Partial<HttpProvider>[] = [
      {},
      { url: 'http://127.0.0.1:9/answer' },
      { body: { question: '${{ messages }}' } },
      { output: pathTo('said') },
      { finishReason: pathTo('why') },
      { headers: [['x-team', 'support']] },
      { embedding },
    ];
    const keys = others.map((it) => requestKey('house', providerOf({ ...house, ...it }), question));
    expect(new Set(keys).size).toBe(others.length);
    const vector = requestKey('house', providerOf(house), { ...question, task: 'embedding' });
    expect(keys).not.toContain(vector);
    const limited = providerOf({ ...house, concurrency: 2, timeoutMs: 9 });
    expect(requestKey('house', limited, question)).toBe(keys[0]);
  });
});

function pathTo(text: string): DataPath {
  const { path } = parsePath(text);
  if (path === undefined) throw new Error(`${text} is no path`);
  return path;
}
