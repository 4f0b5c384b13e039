import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderTree } from '../library/trees/folder-tree.ts';
import { createCassetteStore } from './cassettes.ts';
import type { ModelCall, ModelDeskOptions } from './model-desk.ts';
import { deskAt, emptyCache, patient, refund, refusalOf } from './testing/desk-at.ts';
import { projectOf, secretsOf, supportPricing } from './testing/desk-fixtures.ts';
import { createSteeredClock } from './testing/steered-clock.ts';
import {
  completes,
  completionBody,
  fails,
  first,
  sendJson,
  startVendorServer,
  type VendorServer,
} from './testing/vendor-server.ts';

describe('scripted models', () => {
  it('answer in every mode for nothing, and cycle through what they say', async () => {
    const { desk, spend } = deskAt({ baseUrl: 'http://127.0.0.1:9/v1' }, { mode: 'replay' });
    expect(desk.usesScripted).toBe(false);
    const texts: unknown[] = [];
    for (const repeat of [0, 1, 2]) {
      const asked = await desk.ask({ ...refund, alias: 'scripted', repeat }, patient);
      texts.push(asked.kind === 'answered' && asked.answer.text);
      expect(asked).toMatchObject({ source: 'scripted', costNanoUsd: 0, listCostNanoUsd: 0 });
    }
    expect(texts).toEqual(['We refund it.', 'We do not refund it.', 'We refund it.']);
    expect(spend.spent).toBe(0);
    expect(desk.usesScripted).toBe(true);
  });

  it('show the list price of an alias with pricing and still cost nothing', async () => {
    const { desk } = deskAt({ baseUrl: 'http://127.0.0.1:9/v1' });
    expect(await desk.ask({ ...refund, alias: 'priced-script' }, patient)).toMatchObject({
      costNanoUsd: 0,
      savedNanoUsd: 0,
      listCostNanoUsd: 165_000,
      answer: { latencyMs: 640 },
    });
  });
});

describe('modes', () => {
  it('replay sends nothing and says so', async () => {
    await using server = await startVendorServer();
    const { desk } = deskAt(server, { mode: 'replay', cache: await emptyCache() });
    expect(await desk.ask(refund, patient)).toMatchObject({ kind: 'not-executed', requests: 0 });
    expect(server.received).toHaveLength(0);
  });

  it('live calls although the answer is cached, and refreshes it', async () => {
    await using server = await startVendorServer(completes({ text: 'Yes.' }, { text: 'No.' }));
    const cache = await emptyCache();
    await deskAt(server, { cache }).desk.ask(refund, patient);
    const { desk } = deskAt(server, { cache, mode: 'live' });
    expect(await desk.ask(refund, patient)).toMatchObject({ source: 'called' });
    expect(await desk.ask({ ...refund, mode: 'auto' }, patient)).toMatchObject({
      source: 'cache',
      answer: { text: 'No.' },
    });
  });

  it('never caches an error', async () => {
    await using server = await startVendorServer(first(5, fails(500), completes()));
    const { desk } = deskAt(server, { cache: await emptyCache() });
    expect(await desk.ask(refund, patient)).toMatchObject({ kind: 'error' });
    expect(await desk.ask(refund, patient)).toMatchObject({ kind: 'answered', source: 'called' });
  });
});

describe('cassettes', () => {
  const recorded: ModelCall = {
    ...refund,
    recording: { suite: 'support/refund', caseId: 'late-parcel' },
  };

  async function cassettesAt(folder: string, side: 'base' | 'head' = 'head') {
    const tree = folderTree({ folder });
    return createCassetteStore({
      folder,
      clock: createSteeredClock(),
      secrets: secretsOf(),
      ...(side === 'base' ? { base: tree } : { head: tree }),
    });
  }

  it('are written in mode record and answer without a key, a network or a cost afterwards', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'galley-project-'));
    const server = await startVendorServer();
    const cassettes = await cassettesAt(folder);
    await deskAt(server, { mode: 'record', cassettes }).desk.ask(recorded, patient);
    expect(await cassettes.flush()).toEqual(['cassettes/support/refund.jsonl']);
    await server[Symbol.asyncDispose]();
    for (const [side, source] of [
      ['base', 'cassette'],
      ['head', 'cassette-local'],
    ] as const) {
      const { desk } = deskAt(server, {
        mode: 'replay',
        cassettes: await cassettesAt(folder, side),
      });
      expect(await desk.ask(recorded, patient)).toMatchObject({
        source,
        answer: { text: 'We refund it.' },
        costNanoUsd: 0,
        savedNanoUsd: 165_000,
      });
    }
  });

  it('hold the cached answer too when recording finds one', async () => {
    await using server = await startVendorServer();
    const cache = await emptyCache();
    const folder = await mkdtemp(join(tmpdir(), 'galley-project-'));
    await deskAt(server, { cache }).desk.ask(refund, patient);
    const cassettes = await cassettesAt(folder);
    const { desk } = deskAt(server, { cache, cassettes, mode: 'record' });
    expect(await desk.ask(recorded, patient)).toMatchObject({ source: 'cache' });
    expect(await cassettes.flush()).toHaveLength(1);
    expect(server.received).toHaveLength(1);
  });

  it('are neither read nor written in mode live', async () => {
    await using server = await startVendorServer(completes({ text: 'Old.' }, { text: 'New.' }));
    const folder = await mkdtemp(join(tmpdir(), 'galley-project-'));
    const cassettes = await cassettesAt(folder);
    await deskAt(server, { mode: 'record', cassettes }).desk.ask(recorded, patient);
    await cassettes.flush();
    const again = await cassettesAt(folder);
    const { desk } = deskAt(server, { mode: 'live', cassettes: again });
    expect(await desk.ask(recorded, patient)).toMatchObject({ answer: { text: 'New.' } });
    expect(await again.flush()).toEqual([]);
  });

  it('hold no key that an answer had in it', async () => {
    const key = `sk-${'a1B2'.repeat(12)}`;
    await using server = await startVendorServer(completes({ text: `Your key is ${key}.` }));
    const folder = await mkdtemp(join(tmpdir(), 'galley-project-'));
    const cassettes = await cassettesAt(folder);
    const { desk } = deskAt(server, { mode: 'record', cassettes });
    const answer = await desk.ask(recorded, patient);
    expect(answer).toMatchObject({ answer: { text: 'Your key is •••.' } });
    const [file = ''] = await cassettes.flush();
    expect(await readFile(join(folder, file), 'utf8')).not.toContain(key);
  });
});

describe('one run', () => {
  it('sends a request once that two cases ask at the same time', async () => {
    await using server = await startVendorServer();
    const { desk, spend } = deskAt(server);
    const [one, two] = await Promise.all([desk.ask(refund, patient), desk.ask(refund, patient)]);
    expect(one).toMatchObject({ source: 'called', costNanoUsd: 165_000, requests: 1 });
    expect(two).toMatchObject({
      source: 'cache',
      costNanoUsd: 0,
      savedNanoUsd: 165_000,
      requests: 0,
    });
    expect(one.requestKey).toBe(two.requestKey);
    expect(spend.spent).toBe(165_000);
    expect(server.received).toHaveLength(1);
  });

  it.each([401, 403, 404])('stops at HTTP %i with one message for everyone', async (status) => {
    await using server = await startVendorServer(fails(status, {}, 'No such thing'));
    const { desk, spend } = deskAt(server);
    const refusal = await refusalOf(desk.ask(refund, patient));
    const next = await refusalOf(desk.ask({ ...refund, repeat: 1 }, patient));
    expect(refusal.code).toBe('provider-refused');
    expect(refusal.message).toBe(
      `the provider house (${server.baseUrl}) refused small (model alias chat): HTTP ${status}: No such thing`,
    );
    expect(next).toBe(refusal);
    expect(server.received).toHaveLength(1);
    expect(spend.spent).toBe(0);
  });

  it('names the declared aliases when one is unknown', async () => {
    const { desk } = deskAt({ baseUrl: 'http://127.0.0.1:9/v1' });
    const refusal = await refusalOf(desk.ask({ ...refund, alias: 'chatt' }, patient));
    expect(refusal.code).toBe('model-unknown');
    expect(refusal.hint).toMatch(/^Did you mean chat\?/);
  });

  it('merges parameters alias < prompt < suite < flag', async () => {
    await using server = await startVendorServer();
    const parameters = { temperature: 0.2, max_tokens: 50, top_p: 0.9 };
    const { desk } = deskAt(server, { alias: { parameters } });
    await desk.ask({ ...refund, parameters: [{ temperature: 0.5 }, { max_tokens: 60 }] }, patient);
    expect(server.received[0]?.body).toMatchObject({
      temperature: 0.5,
      max_tokens: 60,
      top_p: 0.9,
    });
  });

  it('says once which parameters a reasoning model does not take', async () => {
    await using server = await startVendorServer();
    const project = projectOf({
      providers: [
        {
          name: 'openai',
          type: 'openai',
          api: 'chat',
          baseUrl: server.baseUrl,
          allowPrivate: true,
        },
      ],
      models: [{ alias: 'chat', provider: 'openai', name: 'o3', pricing: supportPricing }],
    });
    const held = { OPENAI_API_KEY: { value: 'sk-real-0123456789', hosts: [server.host] } };
    const { desk, events } = deskAt(server, { project, secrets: secretsOf(held) });
    const parameters = { temperature: 0.2, top_p: 0.9, max_tokens: 50 };
    for (const repeat of [0, 1]) await desk.ask({ ...refund, parameters, repeat }, patient);
    expect(events).toEqual([{ type: 'note', message: 'o3 takes no temperature, top_p: not sent' }]);
    expect(server.received[0]?.body).not.toHaveProperty('temperature');
  });

  it('masks secrets and known kinds of keys in answers, tool calls and notes', async () => {
    const held = 'house-key-123456';
    const pattern = `ghp_${'a1B2'.repeat(9)}`;
    const call = { name: 'lookup_order', arguments: JSON.stringify({ id: held }) };
    const message = {
      role: 'assistant',
      content: `${held} and ${pattern}`,
      tool_calls: [{ id: 'call_1', type: 'function', function: call }],
    };
    await using server = await startVendorServer(completes({ message }));
    const secrets = secretsOf({ HOUSE: { value: held, hosts: [] } });
    const cache = {
      find: () => Promise.resolve(undefined),
      store: () => Promise.reject(new Error(`no space left for ${held}`)),
    };
    const { desk, events } = deskAt(server, { secrets, cache });
    const answer = await desk.ask(refund, patient);
    expect(answer).toMatchObject({
      answer: { text: '••• and •••', toolCalls: [{ arguments: { id: '•••' } }] },
    });
    const note = 'an answer could not be cached: no space left for •••';
    expect(events).toEqual([{ type: 'note', message: note }]);
  });

  it('masks a secret that a vendor repeats in an error', async () => {
    await using server = await startVendorServer(fails(400, {}, 'Bad key house-key-123456'));
    const secrets = secretsOf({ HOUSE: { value: 'house-key-123456', hosts: [] } });
    const { desk } = deskAt(server, { secrets });
    expect(await desk.ask(refund, patient)).toMatchObject({ message: 'HTTP 400: Bad key •••' });
  });
});

describe('two providers with one model name', () => {
  it('never share an answer: not at once, not from the cache, not from a cassette', async () => {
    await using berlin = await startVendorServer(completes({ text: 'Guten Tag.' }));
    await using boston = await startVendorServer(completes({ text: 'Hello.' }));
    const provider = (name: string, { baseUrl }: VendorServer) =>
      ({ name, type: 'openai-compatible', baseUrl, allowPrivate: true }) as const;
    const project = projectOf({
      providers: [provider('berlin', berlin), provider('boston', boston)],
      models: [
        { alias: 'chat', provider: 'berlin', name: 'small', pricing: supportPricing },
        { alias: 'other', provider: 'boston', name: 'small', pricing: supportPricing },
      ],
    });
    const folder = await mkdtemp(join(tmpdir(), 'galley-project-'));
    const store = () =>
      createCassetteStore({
        folder,
        clock: createSteeredClock(),
        secrets: secretsOf(),
        head: folderTree({ folder }),
      });
    const cache = await emptyCache();
    const recording = { suite: 'greetings', caseId: 'ada' };
    const askBoth = async (options: Partial<ModelDeskOptions>) => {
      const { desk } = deskAt(berlin, { project, ...options });
      const aliases = ['chat', 'other'];
      const asked = aliases.map((alias) => desk.ask({ ...refund, alias, recording }, patient));
      return (await Promise.all(asked)).map((it) => it.kind === 'answered' && it.answer.text);
    };
    const cassettes = store();
    expect(await askBoth({ mode: 'record', cache, cassettes })).toEqual(['Guten Tag.', 'Hello.']);
    await cassettes.flush();
    for (const options of [{ cache }, { cassettes: store() }]) {
      const again = await askBoth({ mode: 'replay', ...options });
      expect(again).toEqual(['Guten Tag.', 'Hello.']);
    }
    expect([berlin.received.length, boston.received.length]).toEqual([1, 1]);
  });

  it('share none either where their address is one', async () => {
    await using server = await startVendorServer();
    const provider = (name: string) =>
      ({ name, type: 'openai-compatible', baseUrl: server.baseUrl, allowPrivate: true }) as const;
    const project = projectOf({
      providers: [provider('ours'), provider('theirs')],
      models: [
        { alias: 'chat', provider: 'ours', name: 'small', pricing: supportPricing },
        { alias: 'other', provider: 'theirs', name: 'small', pricing: supportPricing },
      ],
    });
    const { desk } = deskAt(server, { project, cache: await emptyCache() });
    await desk.ask({ ...refund, alias: 'chat' }, patient);
    await desk.ask({ ...refund, alias: 'other' }, patient);
    expect(server.received).toHaveLength(2);
  });
});

describe('data rules', () => {
  it('send nothing to a provider that the cases may not be seen by, whatever the mode', async () => {
    await using server = await startVendorServer();
    const cache = await emptyCache();
    await deskAt(server, { cache }).desk.ask(refund, patient);
    const { desk, spend } = deskAt(server, { cache });
    const ruled = { ...refund, allowedProviders: ['azure-eu'] };
    for (const mode of ['auto', 'live', 'replay'] as const) {
      const refusal = await refusalOf(desk.ask({ ...ruled, mode }, patient));
      expect(refusal).toMatchObject({
        code: 'data-not-allowed',
        data: { provider: 'house', alias: 'chat', allowed: ['azure-eu'] },
      });
    }
    expect(server.received).toHaveLength(1);
    expect(spend.spent).toBe(0);
    const allowed = { ...refund, allowedProviders: ['azure-eu', 'house'] };
    expect(await desk.ask(allowed, patient)).toMatchObject({ source: 'cache' });
  });
});

describe('secrets', () => {
  it('sends nothing when galley.yaml points a key at a host it is not bound to', async () => {
    await using server = await startVendorServer();
    const project = projectOf({
      providers: [
        {
          name: 'openai',
          type: 'openai',
          api: 'chat',
          baseUrl: server.baseUrl,
          keySecret: 'OPENAI_API_KEY',
          allowPrivate: true,
        },
      ],
      models: [{ alias: 'chat', provider: 'openai', pricing: supportPricing }],
    });
    const secrets = secretsOf({ OPENAI_API_KEY: { value: 'sk-real-0123456789', hosts: [] } });
    const { desk, spend } = deskAt(server, { project, secrets });
    const refusal = await refusalOf(desk.ask(refund, patient));
    expect(refusal.code).toBe('secret-not-bound');
    expect(refusal.hint).toContain(`OPENAI_API_KEY=${server.host}`);
    expect(server.received).toHaveLength(0);
    expect(spend).toMatchObject({ spent: 0, released: 1 });
  });

  it('calls no private host where the door forbids it', async () => {
    await using server = await startVendorServer();
    const { desk } = deskAt(server, { allowPrivateHosts: false });
    expect((await refusalOf(desk.ask(refund, patient))).code).toBe('host-not-allowed');
    expect(server.received).toHaveLength(0);
  });

  it('answers waiting requests after an abort of the one they joined', async () => {
    await using server = await startVendorServer(
      first(
        1,
        () => abort.abort(),
        (response) => sendJson(response, 200, completionBody()),
      ),
    );
    const abort = new AbortController();
    const { desk } = deskAt(server);
    const [one, two] = await Promise.allSettled([
      desk.ask(refund, abort.signal),
      desk.ask(refund, patient),
    ]);
    expect(one.status).toBe('rejected');
    expect(two).toMatchObject({ status: 'fulfilled', value: { source: 'called' } });
  });
});
