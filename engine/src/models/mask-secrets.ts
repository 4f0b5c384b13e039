import type { Secrets } from '../ports/secrets.ts';

/** Shorter values would mask ordinary words. */
const shortestSecret = 6;
const mask = '•••';

/**
 * Keys of well-known services, by their fixed beginnings: OpenAI and Anthropic, Google, Groq,
 * GitHub, AWS, Slack, Stripe, and private keys in PEM.
 */
const keyPatterns: readonly RegExp[] = [
  /\bsk-(?:proj-|ant-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}/,
  /\bAIza[A-Za-z0-9_-]{35}/,
  /\bgsk_[A-Za-z0-9]{20,200}/,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,255}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,200}/,
  /\b[rs]k_live_[A-Za-z0-9]{16,200}/,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
];

/** The text with every loaded secret and every known kind of key replaced by `•••`. */
export function maskSecrets(text: string, secrets: Pick<Secrets, 'values'>): string {
  let masked = text;
  for (const value of loadedValues(secrets)) masked = masked.replaceAll(value, mask);
  for (const pattern of keyPatterns) {
    masked = masked.replaceAll(new RegExp(pattern, 'g'), mask);
  }
  return masked;
}

/** True when any text inside a value, at any depth, keys included, holds a loaded secret. */
export function holdsSecret(value: unknown, secrets: Pick<Secrets, 'values'>): boolean {
  const values = loadedValues(secrets);
  return values.length > 0 && someText(value, (text) => values.some((it) => text.includes(it)));
}

/** True when any text inside a value looks like a key of a well-known service. */
export function holdsKeyPattern(value: unknown): boolean {
  return someText(value, (text) => keyPatterns.some((pattern) => pattern.test(text)));
}

function loadedValues(secrets: Pick<Secrets, 'values'>): string[] {
  return secrets
    .values()
    .filter((value) => value.length >= shortestSecret)
    .toSorted((a, b) => b.length - a.length);
}

function someText(value: unknown, test: (text: string) => boolean): boolean {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string' && test(next)) return true;
    if (typeof next === 'object' && next !== null) {
      for (const [key, item] of Object.entries(next)) pending.push(key, item);
    }
  }
  return false;
}
