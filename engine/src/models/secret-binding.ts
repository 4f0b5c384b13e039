import { GalleyError } from '../errors/galley-error.ts';
import type { Secret, Secrets } from '../ports/secrets.ts';
import { isLoopbackHost } from './host-guard.ts';
import { isAtHost } from './is-at-host.ts';
import { azureHosts } from './providers/openai/azure-hosts.ts';

/**
 * A vendor's own variable goes to that vendor's own hosts without further words.
 * @source data-residency hosts as listed in the openai package 7.55.0
 */
const vendorHosts: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'OPENAI_API_KEY',
    [
      'api.openai.com',
      ...['us', 'eu', 'ae', 'au', 'in', 'jp'].map((region) => `${region}.api.openai.com`),
    ],
  ],
  ['AZURE_OPENAI_API_KEY', azureHosts],
  ['GROQ_API_KEY', ['api.groq.com']],
  ['ANTHROPIC_API_KEY', ['api.anthropic.com']],
  ['GEMINI_API_KEY', ['generativelanguage.googleapis.com']],
  ['GOOGLE_API_KEY', ['generativelanguage.googleapis.com']],
  [
    'GOOGLE_CREDENTIALS',
    [
      'oauth2.googleapis.com',
      'aiplatform.googleapis.com',
      ...['us', 'eu'].map((region) => `aiplatform.${region}.rep.googleapis.com`),
    ],
  ],
]);

/** Hosts of vendors that have one for each region. */
const regionalHosts: ReadonlyMap<string, RegExp> = new Map([
  ['GOOGLE_CREDENTIALS', /^[a-z][a-z0-9-]*-aiplatform\.googleapis\.com$/],
]);

/**
 * The value of a secret for one address, given only when the user bound the secret to exactly that
 * host and port, over TLS or to loopback.
 * @throws GalleyError `secret-missing` or `secret-not-bound`, saying what to write and where
 */
export function secretFor(
  name: string,
  url: URL,
  options: { readonly secrets: Secrets; readonly provider: string },
): string {
  const secret = options.secrets.find(name);
  if (!secret || secret.value === '') throw missing(name, options);
  if (!isBound(name, secret, url)) throw notBound(name, url, options.provider);
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) {
    throw new GalleyError(
      'secret-not-bound',
      `the secret ${name} would go to ${url.host} unencrypted, so nothing is sent`,
      {
        data: { secret: name, host: url.host, provider: options.provider },
        hint: 'Use https; http carries a key to this machine only (127.0.0.1, localhost).',
      },
    );
  }
  return secret.value;
}

function isBound(name: string, secret: Secret, url: URL): boolean {
  const own = vendorHosts.get(name) ?? [];
  return (
    own.some((host) => isAtHost(url, host)) ||
    regionalHosts.get(name)?.test(url.host) === true ||
    secret.hosts.some((host) => sameHost(host, url))
  );
}

/** Equality of host and port; a port that is the scheme's own may be written or left out. */
function sameHost(bound: string, url: URL): boolean {
  const address = `${url.protocol}//${bound.trim()}`;
  if (!URL.canParse(address)) return false;
  const parsed = new URL(address);
  const isHostOnly =
    parsed.username === '' && parsed.password === '' && parsed.pathname === '/' && !parsed.search;
  return isHostOnly && parsed.host === url.host;
}

function missing(
  name: string,
  { secrets, provider }: { readonly secrets: Secrets; readonly provider: string },
): GalleyError {
  return new GalleyError('secret-missing', `the provider ${provider} needs the secret ${name}`, {
    data: { secret: name, provider },
    hint: secrets.advice,
  });
}

function notBound(name: string, url: URL, provider: string): GalleyError {
  return new GalleyError(
    'secret-not-bound',
    `galley.yaml would send the secret ${name} to ${url.host}, but it is not bound to that host`,
    {
      data: { secret: name, host: url.host, provider },
      hint: `If you trust that host with this key, write ${name}=${url.host} into GALLEY_SECRET_HOSTS in your own environment, or into secret-hosts in ~/.config/galley/; never in the repository.`,
    },
  );
}
