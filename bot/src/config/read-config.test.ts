import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { configFaultLines } from './config-fault.ts';
import type { ConfigPorts } from './config-ports.ts';
import { configSecrets } from './config-secrets.ts';
import { readConfig } from './read-config.ts';
import type { Environment } from './with-secret-files.ts';

const pem = (type: 'rsa' | 'ed25519') =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync(type)
  ).privateKey
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
const privateKey = pem('rsa');
const webhookSecret = 'a webhook secret of good length';
const least: Environment = {
  APP_ID: '123456',
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: webhookSecret,
};

function portsWith(files: Readonly<Record<string, string>> = {}): ConfigPorts {
  return {
    readText: (path) => {
      const text = files[path];
      return text === undefined ? { reason: 'ENOENT' } : { text };
    },
    workingFolder: '/srv/galley',
    hostName: 'worker-1',
  };
}

function configOf(environment: Environment, files?: Readonly<Record<string, string>>) {
  const { config, faults } = readConfig({ ...least, ...environment }, portsWith(files));
  if (config === undefined) throw new Error(configFaultLines(faults).join('\n'));
  return config;
}

function faultsOf(environment: Environment, files?: Readonly<Record<string, string>>) {
  return configFaultLines(readConfig(environment, portsWith(files)).faults ?? []);
}

describe('readConfig', () => {
  it('needs three variables and fills in the rest', () => {
    expect(configOf({})).toMatchObject({
      app: { id: 123456, privateKey, webhookSecrets: [webhookSecret] },
      github: { apiUrl: 'https://api.github.com', gitUrl: 'https://github.com' },
      database: { kind: 'pglite', folder: '/srv/galley/galley-data/database' },
      server: { host: '127.0.0.1', port: 3000, webhookPath: '/api/github/webhooks' },
      git: { folder: '/srv/galley/galley-data/git' },
      workers: { looks: 4, evaluations: 2, perTenant: 2, quietMs: 30_000 },
      instance: 'default',
      worker: 'worker-1',
      secretsFolder: undefined,
      telemetry: { logLevel: 'info', otlp: [], showsContent: false, labelsTenants: false },
    });
  });

  it('says everything that is wrong at once', () => {
    const lines = faultsOf({
      APP_ID: 'galley',
      PRIVATE_KEY: 'nothing of a key',
      WEBHOOK_SECRET: 'short',
      PORT: '99999',
      LOG_LEVEL: 'infp',
      GALLEY_QUITE: '30s',
      GALLEY_QUIET: 'long',
      DATABASE_URL: 'mysql://galley:hunter22@db/galley',
    }).join('\n');
    for (const expected of [
      'APP_ID: expected a whole number from 1',
      'PRIVATE_KEY: expected an RSA private key in PEM, or that in base64, and the value is neither',
      'WEBHOOK_SECRET: expected at least 16 characters, got 5',
      'PORT: expected a whole number from 0 to 65535, got "99999"',
      'LOG_LEVEL: expected debug, info, warn, error, got "infp"\n  Did you mean info?',
      'GALLEY_QUITE: the bot knows no such variable\n  Did you mean GALLEY_QUIET?',
      'GALLEY_QUIET: expected a duration, got "long"',
      'DATABASE_URL: expected an address with postgresql:// or postgres://',
    ]) {
      expect(lines).toContain(expected);
    }
    expect(lines).not.toContain('hunter22');
    expect(lines).not.toContain('nothing of a key');
  });

  it('names what is missing', () => {
    expect(faultsOf({}).filter((line) => !line.startsWith(' '))).toEqual([
      "APP_ID: expected the App's number, and it is not set",
      "PRIVATE_KEY: expected the App's private key, and neither it nor PRIVATE_KEY_PATH is set",
      "WEBHOOK_SECRET: expected the App's webhook secret, and it is not set",
    ]);
  });

  it('takes secrets from files, as containers mount them', () => {
    const config = configOf(
      {
        PRIVATE_KEY: undefined,
        PRIVATE_KEY_PATH: '/run/secrets/key',
        WEBHOOK_SECRET: undefined,
        WEBHOOK_SECRET_PATH: '/run/secrets/webhook',
        DATABASE_URL_PATH: '/run/secrets/database',
      },
      {
        '/run/secrets/key': privateKey,
        '/run/secrets/webhook': `${webhookSecret}\n`,
        '/run/secrets/database': 'postgresql://galley:pa%20ss@db/galley\n',
      },
    );
    expect(config.app).toEqual({ id: 123456, privateKey, webhookSecrets: [webhookSecret] });
    expect(config.database).toEqual({
      kind: 'postgresql',
      url: 'postgresql://galley:pa%20ss@db/galley',
    });
  });

  it('says which file it could not read, once', () => {
    const { PRIVATE_KEY: _, ...rest } = least;
    expect(faultsOf({ ...rest, PRIVATE_KEY_PATH: '/run/secrets/key' })).toEqual([
      'PRIVATE_KEY_PATH: expected a file with PRIVATE_KEY, and /run/secrets/key cannot be read (ENOENT)',
      '  Give the path as this process sees it, and let its user read the file.',
    ]);
    expect(faultsOf({ ...least, PRIVATE_KEY_PATH: '/run/secrets/key' })[0]).toBe(
      'PRIVATE_KEY_PATH: expected one of the two, and PRIVATE_KEY is set, too',
    );
  });

  it.each([
    ['with line breaks written out', privateKey.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(privateKey).toString('base64')],
  ])('takes the private key %s', (_, written) => {
    expect(configOf({ PRIVATE_KEY: written }).app.privateKey).toBe(privateKey);
  });

  it('refuses a key of another kind, and one that is cut off', () => {
    expect(faultsOf({ ...least, PRIVATE_KEY: pem('ed25519') })[0]).toContain('of type ed25519');
    expect(faultsOf({ ...least, PRIVATE_KEY: privateKey.slice(0, 200) })[0]).toContain('cut off');
  });

  it('accepts the webhook secret before, while it is changed', () => {
    const previous = 'the secret that was used until now';
    const { webhookSecrets } = configOf({ WEBHOOK_SECRET_PREVIOUS: previous }).app;
    expect(webhookSecrets).toEqual([webhookSecret, previous]);
  });

  it.each([
    [{ GHE_HOST: 'github.acme.example' }, 'https://github.acme.example/api/v3'],
    [{ GHE_HOST: '127.0.0.1:8080', GHE_PROTOCOL: 'http' }, 'http://127.0.0.1:8080/api/v3'],
    [{ GITHUB_API_URL: 'https://api.acme.ghe.com/' }, 'https://api.acme.ghe.com'],
  ])('knows where GitHub is from %j', (environment, apiUrl) => {
    const { github } = configOf(environment);
    expect(github.apiUrl).toBe(apiUrl);
    expect(github.gitUrl).toBe(apiUrl.replace('/api/v3', '').replace('//api.', '//'));
  });

  it('takes a proxy in either spelling, and more certificate authorities', () => {
    const ca = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const { github } = configOf(
      {
        https_proxy: 'http://proxy.acme.example:3128',
        NO_PROXY: '.acme.example, localhost',
        NODE_EXTRA_CA_CERTS: '/etc/ssl/acme.pem',
      },
      { '/etc/ssl/acme.pem': ca },
    );
    expect(github).toMatchObject({
      proxyUrl: 'http://proxy.acme.example:3128',
      noProxy: ['.acme.example', 'localhost'],
      extraCa: ca,
    });
  });

  it('knows receivers of spans, each with its own headers', () => {
    const { otlp } = configOf({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.acme.example/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=abc%20def, x-team=prompts',
      LANGFUSE_HOST: 'https://cloud.langfuse.com',
      LANGFUSE_PUBLIC_KEY: 'pk-lf-1',
      LANGFUSE_SECRET_KEY: 'sk-lf-2',
    }).telemetry;
    expect(otlp).toEqual([
      {
        url: 'https://collector.acme.example/v1/traces',
        headers: { 'x-api-key': 'abc def', 'x-team': 'prompts' },
      },
      {
        url: 'https://cloud.langfuse.com/api/public/otel/v1/traces',
        headers: { authorization: `Basic ${Buffer.from('pk-lf-1:sk-lf-2').toString('base64')}` },
      },
    ]);
  });

  it('refuses headers without a collector, and a Langfuse without its keys', () => {
    const lines = faultsOf({
      ...least,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=token-word%C3',
      LANGFUSE_HOST: 'https://cloud.langfuse.com',
    }).join('\n');
    expect(lines).toContain('OTEL_EXPORTER_OTLP_HEADERS: expected name=value');
    expect(lines).toContain('LANGFUSE_PUBLIC_KEY: expected the key beside LANGFUSE_HOST');
    expect(lines).toContain('LANGFUSE_SECRET_KEY: expected the key beside LANGFUSE_HOST');
    expect(lines).not.toContain('token-word');
  });

  it('ignores the addresses that Kubernetes gives of a service called galley', () => {
    const { config } = readConfig(
      { ...least, GALLEY_BOT_PORT: 'tcp://10.0.0.7:80', GALLEY_BOT_SERVICE_HOST: '10.0.0.7' },
      portsWith(),
    );
    expect(config).toBeDefined();
  });

  it('reads tenants.yaml, and starts with none that is wrong', () => {
    const files = { '/srv/galley/tenants.yaml': 'defaults:\n  tier: gold\n' };
    expect(faultsOf({ ...least, GALLEY_TENANTS: 'tenants.yaml' }, files)[0]).toContain(
      'GALLEY_TENANTS: /srv/galley/tenants.yaml:2:9 wrong-value expected free, starter, pro, none',
    );
    const right = { '/srv/galley/tenants.yaml': 'defaults: {tier: free}\n' };
    const { tenants } = configOf({ GALLEY_TENANTS: 'tenants.yaml' }, right);
    expect(tenants.policyOf('acme', 'prompts').tier?.name).toBe('free');
  });
});

describe('configSecrets', () => {
  it('lists every value that no log may hold', () => {
    const secrets = configSecrets(
      configOf({
        DATABASE_URL: 'postgresql://galley:hunter%2022@db/galley',
        HTTPS_PROXY: 'http://ada:proxy-word@proxy.acme.example',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.acme.example',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector-word',
      }),
    );
    for (const secret of [
      privateKey,
      privateKey.split('\n')[1],
      webhookSecret,
      'hunter 22',
      'proxy-word',
      'collector-word',
    ]) {
      expect(secrets).toContain(secret);
    }
    expect(secrets).not.toContain('');
  });
});
