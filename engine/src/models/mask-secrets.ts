import { keyPatterns } from '../guardrails/key-patterns.ts';
import type { Secrets } from '../ports/secrets.ts';

/** Shorter values would mask ordinary words. */
const shortestSecret = 6;
/** Shorter pieces of base64 would mask ordinary words. */
const shortestCore = 8;
const mask = '•••';
/** All kinds of keys at once: most texts hold none, and one look is a quarter of the work. */
const anyKey = new RegExp(keyPatterns.map(({ pattern }) => `(?:${pattern.source})`).join('|'));

/** The text with every loaded secret, plain or in base64, and every known kind of key replaced by `•••`. */
export function maskSecrets(text: string, secrets: Pick<Secrets, 'values'>): string {
  let masked = text;
  for (const form of formsOf(secrets)) masked = masked.replaceAll(form, mask);
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
  const forms = formsOf(secrets);
  if (!someText(value, (text) => holdsAny(text, forms) || anyKey.test(text))) return value;
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

/** True when any text inside a value, at any depth, keys included, holds a loaded secret, plain or in base64. */
export function holdsSecret(value: unknown, secrets: Pick<Secrets, 'values'>): boolean {
  const forms = formsOf(secrets);
  return forms.length > 0 && someText(value, (text) => holdsAny(text, forms));
}

/** True when any text inside a value looks like a key of a well-known service. */
export function holdsKeyPattern(value: unknown): boolean {
  return someText(value, (text) => anyKey.test(text));
}

function holdsAny(text: string, forms: readonly string[]): boolean {
  return forms.some((form) => text.includes(form));
}

/** What was built last for a store of secrets, and from which values. */
const lastBuilt = new WeakMap<object, { values: readonly string[]; forms: readonly string[] }>();

/** Everything that gives a loaded secret away, the longest first; built anew when the values change. */
function formsOf(secrets: Pick<Secrets, 'values'>): readonly string[] {
  const values = secrets.values();
  const last = lastBuilt.get(secrets);
  if (last?.values.length === values.length && last.values.every((it, at) => it === values[at])) {
    return last.forms;
  }
  const masked = values.filter((value) => value.length >= shortestSecret);
  const forms = [...new Set(masked.flatMap((value) => [value, ...base64Cores(value)]))];
  forms.sort((a, b) => b.length - a.length);
  lastBuilt.set(secrets, { values: [...values], forms });
  return forms;
}

/**
 * The characters that every text in base64 holds which has the value inside it, in both alphabets: one
 * core for each of the three places within a group at which the value can begin.
 */
function base64Cores(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // A character holds six bits; those at both ends share some with what stands around the value.
    const [start, end] = [
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    ];
    const core = encoded.slice(start, end);
    if (core.length < shortestCore) return [];
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
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
