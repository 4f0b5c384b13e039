import { createPrivateKey } from 'node:crypto';
import type { BotConfig } from './bot-config.ts';
import type { EnvironmentReader } from './open-environment.ts';

/** Shorter secrets could be guessed. */
const shortestSecret = 16;

/** Who the bot is on GitHub: number, key and webhook secrets of its App. */
export function readApp(environment: EnvironmentReader): BotConfig['app'] {
  return {
    id: readId(environment),
    privateKey: readPrivateKey(environment),
    webhookSecrets: readWebhookSecrets(environment),
  };
}

function readId(environment: EnvironmentReader): number {
  if (environment.text('APP_ID') === undefined) {
    environment.fault(
      'APP_ID',
      "expected the App's number, and it is not set",
      'It stands as "App ID" on the page of your GitHub App, for example APP_ID=123456.',
    );
    return 0;
  }
  return environment.integer('APP_ID', {
    from: 1,
    to: Number.MAX_SAFE_INTEGER - 1,
    otherwise: 123456,
  });
}

function readPrivateKey(environment: EnvironmentReader): string {
  const written = environment.text('PRIVATE_KEY');
  if (written !== undefined) return pemOf(written, environment);
  environment.fault(
    'PRIVATE_KEY',
    "expected the App's private key, and neither it nor PRIVATE_KEY_PATH is set",
    'Generate a key on the page of your GitHub App and give its file as PRIVATE_KEY_PATH.',
  );
  return '';
}

/** PEM as it is, with `\n` written out as some hosts do, or all of it in base64. */
function pemOf(written: string, environment: EnvironmentReader): string {
  const text = written.includes('-----BEGIN')
    ? written
    : Buffer.from(written, 'base64').toString('utf8');
  const pem = `${text.replaceAll('\\n', '\n').trim()}\n`;
  const fault = faultOfKey(pem);
  if (fault !== undefined) {
    environment.fault(
      'PRIVATE_KEY',
      `expected an RSA private key in PEM, or that in base64, and ${fault}`,
      'Use the .pem file that GitHub gave you, unchanged; `base64 -w0 key.pem` makes one line of it.',
    );
  }
  return pem;
}

function faultOfKey(pem: string): string | undefined {
  if (!pem.includes('-----BEGIN')) return 'the value is neither';
  try {
    const { asymmetricKeyType } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' ? undefined : `this is a key of type ${asymmetricKeyType}`;
  } catch {
    return 'the PEM cannot be read: it is cut off, encrypted or no private key';
  }
}

function readWebhookSecrets(environment: EnvironmentReader): string[] {
  const now = environment.text('WEBHOOK_SECRET');
  const previous = environment.text('WEBHOOK_SECRET_PREVIOUS');
  if (now === undefined) {
    environment.fault(
      'WEBHOOK_SECRET',
      "expected the App's webhook secret, and it is not set",
      'Make one with `openssl rand -hex 32`, and give it here and on the page of your GitHub App.',
    );
  }
  for (const [name, secret] of [
    ['WEBHOOK_SECRET', now],
    ['WEBHOOK_SECRET_PREVIOUS', previous],
  ] as const) {
    if (secret !== undefined && secret.length < shortestSecret) {
      environment.fault(
        name,
        `expected at least ${shortestSecret} characters, got ${secret.length}`,
        'Make one with `openssl rand -hex 32`.',
      );
    }
  }
  return [...new Set([now, previous].filter((secret) => secret !== undefined))];
}
