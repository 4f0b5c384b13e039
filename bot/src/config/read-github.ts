import type { BotConfig } from './bot-config.ts';
import type { ConfigPorts } from './config-ports.ts';
import type { EnvironmentReader } from './open-environment.ts';

/** Where GitHub is, and how it is reached. */
export function readGitHub(
  environment: EnvironmentReader,
  ports: ConfigPorts,
): BotConfig['github'] {
  const apiUrl = readApiUrl(environment);
  const gitUrl = environment.url('GITHUB_SERVER_URL') ?? serverOf(apiUrl);
  const proxyUrl = environment.url('HTTPS_PROXY', ['http:', 'https:']);
  const noProxy = (environment.text('NO_PROXY') ?? '')
    .split(/[,\s]+/)
    .map((host) => host.toLowerCase())
    .filter((host) => host !== '');
  const extraCa = readExtraCa(environment, ports);
  return {
    apiUrl,
    gitUrl,
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    ...(noProxy.length === 0 ? {} : { noProxy }),
    ...(extraCa === undefined ? {} : { extraCa }),
  };
}

function readApiUrl(environment: EnvironmentReader): string {
  const host = environment.text('GHE_HOST');
  const written = environment.url('GITHUB_API_URL');
  if (host === undefined) return written ?? 'https://api.github.com';
  if (environment.text('GITHUB_API_URL') !== undefined) {
    environment.fault(
      'GHE_HOST',
      'expected one GitHub, and GITHUB_API_URL is set, too',
      'Leave one of them out.',
    );
  }
  const protocol = environment.choice('GHE_PROTOCOL', ['https', 'http'], 'https');
  if (!/^[A-Za-z0-9.-]+(:\d{1,5})?$/.test(host)) {
    environment.fault(
      'GHE_HOST',
      `expected a host, got ${JSON.stringify(host.slice(0, 100))}`,
      'Write for example GHE_HOST=github.acme.example: no https://, no path.',
    );
    return 'https://api.github.com';
  }
  return `${protocol}://${host.toLowerCase()}/api/v3`;
}

/** github.com and `*.ghe.com` have a host of their own for the API; a server has it below `/api/v3`. */
function serverOf(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${/^api\.(github\.com|[a-z0-9-]+\.ghe\.com)$/.test(host) ? host.slice(4) : host}`;
}

function readExtraCa(environment: EnvironmentReader, ports: ConfigPorts): string | undefined {
  const path = environment.text('NODE_EXTRA_CA_CERTS');
  if (path === undefined) return undefined;
  const read = ports.readText(path);
  if (read.text?.includes('-----BEGIN CERTIFICATE-----')) return read.text;
  const what =
    read.text === undefined ? `${path} cannot be read (${read.reason})` : `${path} holds none`;
  environment.fault(
    'NODE_EXTRA_CA_CERTS',
    `expected a file with certificates in PEM, and ${what}`,
    'Give the path as this process sees it; the file begins with -----BEGIN CERTIFICATE-----.',
  );
  return undefined;
}
