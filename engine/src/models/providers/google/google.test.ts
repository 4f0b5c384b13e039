import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { GoogleProvider } from '../../../library/project.ts';
import type { Secret } from '../../../ports/secrets.ts';
import { secretsOf } from '../../testing/desk-fixtures.ts';
import { geminiDialect } from '../../testing/dialects/gemini.ts';
import { createSteeredClock } from '../../testing/steered-clock.ts';
import { type Answering, sendJson, startVendorServer } from '../../testing/vendor-server.ts';
import type { ProviderRequest } from '../contract.ts';
import { createGoogle } from './google.ts';

const patient = new AbortController().signal;
const vertex = { project: 'acme-support', location: 'europe-west1' };
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = String(key.export({ type: 'pkcs8', format: 'pem' }));

const question: ProviderRequest = {
  model: 'gemini-2.5-flash',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

function googleWith(declaration: Partial<GoogleProvider>, held: Record<string, Secret> = {}) {
  return createGoogle(
    { name: 'gemini', type: 'google', allowPrivate: true, keySecret: 'HOUSE_KEY', ...declaration },
    {
      secrets: secretsOf(held),
      clock: createSteeredClock(),
      scriptedFiles: new Map(),
      allowPrivateHosts: true,
    },
  );
}

function accountFile(tokenUri: string): string {
  return JSON.stringify({
    type: 'service_account',
    private_key_id: 'a1b2c3',
    private_key: pem,
    client_email: 'galley@acme-support.iam.gserviceaccount.com',
    token_uri: tokenUri,
  });
}

const grants: Answering = (response) =>
  sendJson(response, 200, { access_token: 'ya29.house-token', expires_in: 3599 });
const says = (text: string): Answering => {
  return (response) => sendJson(response, 200, geminiDialect.answerBody({ text }));
};

describe('with a service account', () => {
  async function ask(options: { token?: Answering; model?: Answering; signal?: AbortSignal }) {
    await using tokens = await startVendorServer(options.token ?? grants);
    await using models = await startVendorServer(options.model ?? says('We refund it.'));
    const provider = googleWith(
      { baseUrl: models.origin, vertex },
      {
        HOUSE_KEY: {
          value: accountFile(`${tokens.origin}/token`),
          hosts: [tokens.host, models.host],
        },
      },
    );
    const results = [
      await provider.send(question, options.signal ?? patient),
      await provider.send(question, options.signal ?? patient),
    ];
    return { results, asked: models.received, tokensAsked: tokens.received };
  }

  it('asks for one token and sends it with every request', async () => {
    const { results, asked, tokensAsked } = await ask({});
    expect(results.every((result) => result.ok)).toBe(true);
    expect(tokensAsked).toHaveLength(1);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer ya29.house-token',
      'Bearer ya29.house-token',
    ]);
    expect(asked[0]?.path).toBe(
      '/v1/projects/acme-support/locations/europe-west1/publishers/google/models/gemini-2.5-flash:generateContent',
    );
  });

  it('shows the token to nobody, even when the server echoes it', async () => {
    const { results } = await ask({ model: says('You sent ya29.house-token.') });
    expect(results).toMatchObject([
      { ok: true, answer: { text: 'You sent •••.' } },
      { ok: true, answer: { text: 'You sent •••.' } },
    ]);
  });

  it('stops the run when the account is refused, and pays nothing', async () => {
    const { results, asked } = await ask({
      token: (response) =>
        sendJson(response, 400, {
          error: 'invalid_grant',
          error_description: 'Invalid JWT Signature.',
        }),
    });
    expect(results[0]).toMatchObject({
      ok: false,
      failure: {
        status: 401,
        message: 'HTTP 401: the token endpoint gave no access token: Invalid JWT Signature.',
        isFatal: true,
        mayHaveCost: false,
      },
    });
    expect(asked).toHaveLength(0);
  });

  it.each<[string, Answering, string]>([
    ['is down', (response) => sendJson(response, 503, {}), 'no access token: HTTP 503'],
    [
      'hangs up',
      (response) => response.destroy(),
      'no access token: the connection failed (ECONNRESET)',
    ],
  ])('tries again when the token endpoint %s, and pays nothing', async (_, token, message) => {
    const { results, asked } = await ask({ token });
    expect(results[0]).toMatchObject({
      ok: false,
      failure: { message, isRetryable: true, isFatal: false, mayHaveCost: false },
    });
    expect(asked).toHaveLength(0);
  });

  it('stops waiting for a token when the signal aborts', async () => {
    const abort = new AbortController();
    const reason = new Error('the user pressed Ctrl-C');
    const asked = ask({ token: () => abort.abort(reason), signal: abort.signal });
    await expect(asked).rejects.toBe(reason);
  });

  it('signs for no token endpoint that the secret is not bound to', async () => {
    await using elsewhere = await startVendorServer(grants);
    const file = accountFile(`${elsewhere.origin}/token`);
    const baseUrl = 'http://127.0.0.1:9';
    const held = { HOUSE_KEY: { value: file, hosts: ['127.0.0.1:9'] } };
    const asked = googleWith({ baseUrl, vertex }, held).send(question, patient);
    await expect(asked).rejects.toMatchObject({ code: 'secret-not-bound' });
    expect(elsewhere.received).toHaveLength(0);
  });

  it.each([
    ['another kind of JSON', '{"api_key": "one-two-three"}'],
    ['torn JSON', '{"type": "service_account"'],
    [
      'a key that is none',
      accountFile('https://oauth2.googleapis.com/token').replace('MII', '???'),
    ],
  ])('refuses %s without quoting it', async (_, value) => {
    const held = { HOUSE_KEY: { value, hosts: ['127.0.0.1:9'] } };
    const asked = googleWith({ baseUrl: 'http://127.0.0.1:9', vertex }, held).send(
      question,
      patient,
    );
    const refusal = await asked.catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'secret-missing' });
    expect(String(refusal)).not.toMatch(/one-two-three|PRIVATE/);
  });
});

describe('addresses', () => {
  it.each([
    [{}, 'https://generativelanguage.googleapis.com/v1beta'],
    [{ baseUrl: 'https://llm.acme.example/' }, 'https://llm.acme.example/v1beta'],
    [
      { vertex },
      'https://europe-west1-aiplatform.googleapis.com/v1/projects/acme-support/locations/europe-west1',
    ],
    [
      { vertex: { ...vertex, location: 'global' } },
      'https://aiplatform.googleapis.com/v1/projects/acme-support/locations/global',
    ],
    [
      { vertex: { ...vertex, location: 'eu' } },
      'https://aiplatform.eu.rep.googleapis.com/v1/projects/acme-support/locations/eu',
    ],
  ])('are Google’s own unless given: %j', (declaration, endpoint) => {
    expect(googleWith(declaration).endpoint).toBe(endpoint);
  });

  it('keep a full resource name as it is', async () => {
    await using server = await startVendorServer(says('We refund it.'));
    const held = { HOUSE_KEY: { value: 'ya29.given-token', hosts: [server.host] } };
    const provider = googleWith({ baseUrl: server.origin, vertex }, held);
    const model = 'projects/acme-support/locations/europe-west1/endpoints/4711';
    await provider.send({ ...question, model }, patient);
    expect(server.received[0]?.path).toBe(`/v1/${model}:generateContent`);
  });

  it.each(['../../v1/secrets', 'gemini?alt=sse', 'a//b', '', 'gemini flash'])(
    'are not left by a model name: %j',
    async (model) => {
      const held = { HOUSE_KEY: { value: 'the-key', hosts: ['127.0.0.1:9'] } };
      const provider = googleWith({ baseUrl: 'http://127.0.0.1:9' }, held);
      const asked = provider.send({ ...question, model }, patient);
      await expect(asked).rejects.toMatchObject({ code: 'project-invalid' });
    },
  );
});

describe('prices', () => {
  const pricedAs = (declaration: Partial<GoogleProvider>, model: string) =>
    googleWith(declaration).pricedAs?.({ model });

  it('are the table’s for Google’s own models at Google', () => {
    const gemini = { providerId: 'google', model: 'gemini-2.5-flash' };
    expect(pricedAs({}, 'gemini-2.5-flash')).toEqual(gemini);
    expect(pricedAs({}, 'models/gemini-2.5-flash')).toEqual(gemini);
    expect(pricedAs({ vertex }, 'publishers/google/models/gemini-2.5-flash')).toEqual({
      providerId: 'google-vertex',
      model: 'gemini-2.5-flash',
    });
  });

  it('are unknown elsewhere, for other publishers and for tuned models', () => {
    expect(pricedAs({ baseUrl: 'https://llm.acme.example' }, 'gemini-2.5-flash')).toBeUndefined();
    expect(pricedAs({ vertex }, 'publishers/meta/models/llama-4-maas')).toBeUndefined();
    expect(pricedAs({}, 'tunedModels/refunds-17')).toBeUndefined();
  });
});

it('stops the run at a wrong key, which the Gemini API answers with 400', async () => {
  await using server = await startVendorServer((response) =>
    sendJson(response, 400, {
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [{ reason: 'API_KEY_INVALID', domain: 'googleapis.com' }],
      },
    }),
  );
  const held = { HOUSE_KEY: { value: 'the-key', hosts: [server.host] } };
  const result = await googleWith({ baseUrl: server.origin }, held).send(question, patient);
  expect(result).toMatchObject({ ok: false, failure: { isFatal: true, status: 401 } });
});

it('sends extra to its place in the body, and asks only once for a continued answer', async () => {
  const continued = { candidates: [{ finishReason: 'CONTINUATION' }], continuationToken: 'more' };
  await using server = await startVendorServer((response) => sendJson(response, 200, continued));
  const held = { HOUSE_KEY: { value: 'the-key', hosts: [server.host] } };
  const parameters = { max_tokens: 50, extra: { topK: 5, safetySettings: [] } };
  const provider = googleWith({ baseUrl: server.origin }, held);
  const result = await provider.send({ ...question, parameters }, patient);
  expect(server.received.map(({ body }) => body)).toMatchObject([
    { generationConfig: { maxOutputTokens: 50, topK: 5 }, safetySettings: [] },
  ]);
  expect(result).toMatchObject({ ok: true, answer: { finishReason: 'other' } });
});

it('takes what the SDK refuses to write as a refusal that costs nothing', async () => {
  await using server = await startVendorServer(says('We refund it.'));
  const held = { HOUSE_KEY: { value: 'the-key', hosts: [server.host] } };
  const provider = googleWith({ baseUrl: server.origin }, held);
  const parameters = { extra: { autoTruncate: true } };
  const request = { ...question, task: 'embedding', parameters } as const;
  const result = await provider.send(request, patient);
  expect(result).toMatchObject({
    ok: false,
    failure: { status: 400, isRetryable: false, isFatal: false, mayHaveCost: false },
  });
  expect(server.received).toHaveLength(0);
});

it('keeps the path of a gateway', async () => {
  await using server = await startVendorServer(says('We refund it.'));
  const held = { HOUSE_KEY: { value: 'the-key', hosts: [server.host] } };
  const provider = googleWith({ baseUrl: `${server.origin}/gateway/` }, held);
  await provider.send(question, patient);
  expect(server.received[0]?.path).toBe('/gateway/v1beta/models/gemini-2.5-flash:generateContent');
});
