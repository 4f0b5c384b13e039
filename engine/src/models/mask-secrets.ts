import { keyPatterns } from '../guardrails/key-patterns.ts';
import type { Secrets } from '../ports/secrets.ts';

/** Shorter values would mask ordinary words. */
const shortestSecret = 6;
const mask = '•••';
/** All kinds of keys at once: most texts hold none, and one look is a quarter of the work. */
const anyKey = new RegExp(keyPatterns.map(({ pattern }) => `(?:${pattern.source})`).join('|'));

/** The text with every loaded secret and every known kind of key replaced by `•••`. */
export function maskSecrets(text: string, secrets: Pick<Secrets, 'values'>): string {
  let masked = text;
  for (const value of loadedValues(secrets)) masked = masked.replaceAll(value, mask);
  for (const { pattern } of keyPatterns) {
    masked = masked.replaceAll(new RegExp(pattern, 'g'), mask);
  }
  return masked;
}

/** Of a value that holds a secret, nothing below this depth is kept. */
const deepestKept = 200;

/**
 * The value with every text inside it masked, keys included; the value itself when it holds no secret.
 * What lies deeper than 200 levels beside a secret is masked whole.
 */
export function maskValue<Value>(value: Value, secrets: Pick<Secrets, 'values'>): Value {
  const values = loadedValues(secrets);
  if (!someText(value, (text) => holdsAny(text, values) || anyKey.test(text))) return value;
  const masked = (item: unknown, depth: number): unknown => {
    if (typeof item === 'string') return maskSecrets(item, secrets);
    if (typeof item !== 'object' || item === null) return item;
    if (depth > deepestKept) return mask;
    if (Array.isArray(item)) return item.map((entry) => masked(entry, depth + 1));
    const entries = Object.entries(item);
    return Object.fromEntries(
      entries.map(([key, entry]) => [maskSecrets(key, secrets), masked(entry, depth + 1)]),
    );
  };
  return masked(value, 0) as Value;
}

/** True when any text inside a value, at any depth, keys included, holds a loaded secret. */
export function holdsSecret(value: unknown, secrets: Pick<Secrets, 'values'>): boolean {
  const values = loadedValues(secrets);
  return values.length > 0 && someText(value, (text) => holdsAny(text, values));
}

/** True when any text inside a value looks like a key of a well-known service. */
export function holdsKeyPattern(value: unknown): boolean {
  return someText(value, (text) => anyKey.test(text));
}

function holdsAny(text: string, values: readonly string[]): boolean {
  return values.some((value) => text.includes(value));
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
    if (Array.isArray(next)) for (const item of next) pending.push(item);
    else if (typeof next === 'object' && next !== null) {
      for (const [key, item] of Object.entries(next)) pending.push(key, item);
    }
  }
  return false;
}
