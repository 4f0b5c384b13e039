import { afterEach, describe, expect, it, vi } from 'vitest';
import { secretsOf } from '../testing/desk-fixtures.ts';
import { createProviderBench, houseKey } from '../testing/provider-bench.ts';
import { createSteeredClock } from '../testing/steered-clock.ts';
import { sendJson, startVendorServer } from '../testing/vendor-server.ts';
import { wireDialects } from '../testing/wire-dialects.ts';
import { createProvider } from './registry.ts';

const patient = new AbortController().signal;
const world = {
  clock: createSteeredClock(),
  scriptedFiles: new Map<string, string>(),
  allowPrivateHosts: true,
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(Object.values(wireDialects).flat())('the key of a provider: $name', (dialect) => {
  const { answers, ask, failureOf, providerAt, question } = createProviderBench(dialect);

  it('goes into its one header and nowhere else', async () => {
    const { received } = await ask(answers({ text: 'We refund it.' }));
    const [name, value] = dialect.keyHeader(houseKey);
    expect(received.headers[name]).toBe(value);
    const others = Object.entries(received.headers).filter(([header]) => header !== name);
    expect(JSON.stringify(others)).not.toContain(houseKey);
    expect(received.path).not.toContain(houseKey);
    expect(received.text).not.toContain(houseKey);
  });

  it('comes back in nothing, even from a server that echoes it', async () => {
    const echo = { text: `Your key is ${houseKey}.` };
    const { result: answered } = await ask(answers(echo));
    const { result: failed } = await ask((response) => {
      sendJson(response, 401, dialect.errorBody(401, `Incorrect API key provided: ${houseKey}`));
    });
    const { result: torn } = await ask((response) => sendJson(response, 200, { said: houseKey }));
    const { result: escaped } = await ask((response) => {
      const body = JSON.stringify(dialect.errorBody(400, `No such key: ${houseKey}`));
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(body.replaceAll('/', '\\/'));
    });
    expect(JSON.stringify([answered, failed, torn, escaped])).not.toContain(houseKey);
    expect(escaped).toMatchObject({ failure: { message: 'HTTP 400: No such key: •••' } });
    expect(failed).toMatchObject({ ok: false, failure: { status: 401 } });
  });

  it('stands in nothing that the provider shows of itself', () => {
    const provider = providerAt('http://127.0.0.1:9');
    expect(JSON.stringify(provider)).not.toContain(houseKey);
    expect(provider.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:9/);
    expect(provider.type).toBe(dialect.declare('http://127.0.0.1:9').type);
    expect(provider.isScripted).toBe(false);
  });

  it('follows no redirect', async () => {
    await using elsewhere = await startVendorServer();
    for (const status of [301, 302, 307, 308]) {
      const failure = await failureOf((response) => {
        response.writeHead(status, { location: `${elsewhere.origin}${dialect.path}` });
        response.end();
      });
      expect(failure).toMatchObject({ status, isRetryable: false, isFatal: false });
    }
    expect(elsewhere.received).toHaveLength(0);
  });

  it('is not sent to a host it is not bound to, nor over the network in the open', async () => {
    await using server = await startVendorServer();
    const declaration = dialect.declare(server.origin);
    const secrets = secretsOf({ HOUSE_KEY: { value: houseKey, hosts: ['llm.acme.example'] } });
    const context = { ...world, secrets };
    await expect(
      createProvider(declaration, context).send(question, patient),
    ).rejects.toMatchObject({
      code: 'secret-not-bound',
    });
    const open = dialect.declare('http://llm.acme.example');
    await expect(createProvider(open, context).send(question, patient)).rejects.toMatchObject({
      code: 'secret-not-bound',
    });
    const shut = { ...context, allowPrivateHosts: false };
    await expect(createProvider(declaration, shut).send(question, patient)).rejects.toMatchObject({
      code: 'host-not-allowed',
    });
    expect(server.received).toHaveLength(0);
  });

  it.each(['line-break\n', ' space', 'tab\tinside', 'naïve', '\u001b[31m'])(
    'is refused before anything is sent when it is no key: %j',
    async (value) => {
      await using server = await startVendorServer();
      const secrets = secretsOf({ HOUSE_KEY: { value, hosts: [server.host] } });
      const provider = createProvider(dialect.declare(server.origin), { ...world, secrets });
      const asked = provider.send(question, patient);
      await expect(asked).rejects.toMatchObject({ code: 'secret-missing' });
      expect(server.received).toHaveLength(0);
    },
  );

  it('and its address come from galley.yaml, never from the environment', async () => {
    await using elsewhere = await startVendorServer();
    for (const name of addressVariables) vi.stubEnv(name, elsewhere.baseUrl);
    for (const name of otherVariables) vi.stubEnv(name, 'from-the-environment');
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-team: from-the-environment');
    vi.stubEnv('ANTHROPIC_CUSTOM_HEADERS', 'x-team: from-the-environment');
    const { received, result } = await ask(answers({ text: 'We refund it.' }));
    expect(result.ok).toBe(true);
    const sent = JSON.stringify([received.headers, received.path, received.text]);
    expect(sent).not.toContain('from-the-environment');
    expect(elsewhere.received).toHaveLength(0);
  });

  it('is all that the headers say about its sender', async () => {
    const { received } = await ask(answers({ text: 'We refund it.' }));
    const [name] = dialect.keyHeader(houseKey);
    const own = Object.keys(received.headers).filter((it) => it.startsWith('x-') && it !== name);
    expect(own).toEqual([]);
    expect(received.headers['user-agent']).toBe('galley');
  });
});

const addressVariables = [
  'OPENAI_BASE_URL',
  'AZURE_OPENAI_ENDPOINT',
  'AZURE_OPENAI_BASE_URL',
  'GROQ_BASE_URL',
  'ANTHROPIC_BASE_URL',
  'GOOGLE_GEMINI_BASE_URL',
  'GOOGLE_VERTEX_BASE_URL',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'http_proxy',
  'https_proxy',
];
const otherVariables = [
  'OPENAI_API_KEY',
  'OPENAI_ADMIN_KEY',
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
  'OPENAI_API_VERSION',
  'AZURE_OPENAI_API_KEY',
  'AZURE_OPENAI_AD_TOKEN',
  'GROQ_API_KEY',
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'GEMINI_API_KEY',
  'GOOGLE_API_KEY',
  'GOOGLE_CLOUD_PROJECT',
  'GOOGLE_CLOUD_LOCATION',
  'GOOGLE_GENAI_USE_VERTEXAI',
  'GOOGLE_APPLICATION_CREDENTIALS',
];
