import type { Guard, PrivateSpan } from './contract.ts';
import { keyPatterns } from './key-patterns.ts';
import { maskExcerpt } from './mask-excerpt.ts';

const known = keyPatterns.map(({ pattern }) => new RegExp(pattern, 'g'));
const jwt = /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{16,1000}/g;
const urlPassword = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:([^\s:/@]{4,100})@/g;
const assignment =
  /\b(?:api[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret|secret[_-]?key|private[_-]?key|password|passwd|pwd)["']?[ \t]{0,3}(?:[:=]|is)[ \t]{0,3}["']?([^\s"',;<>{}]{8,200})/gi;

/** Bits per character below which a value reads like words rather than a key. */
const leastEntropy = 3;
const placeholder =
  /^(?:x{4,}|\*{3,}|\.{3,}|<.*|\$\{.*|\{\{.*|your[_-]|changeme|example|placeholder|redacted|dummy|test|pass(?:word|wd)?$|secret$|none|null|undefined|process\.env|os\.environ)/i;

/** Keys of well-known services, tokens, passwords in addresses, and values assigned to names of secrets. */
export const secretsGuard: Guard = {
  name: 'secrets',
  rules: ['known-key', 'json-web-token', 'password-in-address', 'assigned-secret'],
  scan: (text) =>
    findSecrets(text).map(({ rule, start, end }) => ({
      guard: 'secrets',
      rule,
      excerpt: maskExcerpt(text.slice(start, end)),
    })),
};

/** Where secrets stand, in the order of the rules; of places that overlap the first found. */
export function findSecrets(text: string): PrivateSpan[] {
  const found: PrivateSpan[] = [];
  const add = (rule: string, value: string, start: number) => {
    const end = start + value.length;
    if (found.some((other) => start < other.end && end > other.start)) return;
    found.push({ rule, start, end });
  };
  for (const pattern of known) {
    for (const match of text.matchAll(pattern)) add('known-key', match[0], match.index);
  }
  for (const match of text.matchAll(jwt)) add('json-web-token', match[0], match.index);
  for (const match of text.matchAll(urlPassword)) {
    const value = match[1] ?? '';
    if (!placeholder.test(value)) add('password-in-address', value, endOf(match, value) - 1);
  }
  for (const match of text.matchAll(assignment)) {
    const value = match[1] ?? '';
    if (looksRandom(value)) add('assigned-secret', value, endOf(match, value));
  }
  return found;
}

/** Where the captured value at the end of a match starts. */
function endOf(match: RegExpExecArray, value: string): number {
  return match.index + match[0].length - value.length;
}

function looksRandom(value: string): boolean {
  if (placeholder.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return kinds >= 2 && /\d/.test(value) && entropyOf(value) >= leastEntropy;
}

/** Shannon entropy in bits per character. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const sign of value) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}
