import type { Guard, PrivateSpan } from './contract.ts';
import { maskExcerpt } from './mask-excerpt.ts';

/** One kind of personal data: a shape, and a check that tells it from other numbers and names. */
interface Detector {
  readonly rule: string;
  readonly shape: RegExp;
  readonly isReal: (match: string) => boolean;
}

const detectors: readonly Detector[] = [
  {
    rule: 'email',
    // The password in `postgres://root:secret@db.corp.com` stands before a host, not in an address.
    shape:
      /(?<![A-Za-z0-9._%+-])(?<!:\/\/[^\s:/?#@]{0,100}:[^\s/?#@]{0,100})[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}\b/g,
    isReal: (match) => !reservedDomain.test(match),
  },
  {
    rule: 'iban',
    shape: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
    isReal: (match) => hasIbanChecksum(match.replaceAll(' ', '')),
  },
  {
    rule: 'payment-card',
    shape: /(?<![\d-]|\b[A-Z]{2}\d{2} ?)[3-6]\d{3}(?:[ -]?\d){9,15}(?![\d-])/g,
    isReal: (match) => hasLuhnChecksum(match.replaceAll(/\D/g, '')),
  },
  {
    rule: 'us-social-security-number',
    shape: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g,
    isReal: (match) => !/^(?:000|666|9)|-00-|-0000$/.test(match),
  },
  {
    rule: 'phone',
    shape:
      /(?<![\w.+-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?(?:\d{1,5}[ .-]?){2,5}\d{2,4}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|0\d{2,4}[ /]\d{5,9})(?![\w-])/g,
    isReal: (match) => {
      const digits = match.replaceAll(/\D/g, '');
      return digits.length >= 9 && digits.length <= 15 && !fictitiousPhone.test(digits);
    },
  },
];

/** Domains that RFC 2606 keeps for documentation, and mailboxes that are nobody's. */
const reservedDomain =
  /@(?:[^@]*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)$|^no-?reply@/i;
/** 555-0100 to 555-0199, kept for fiction. */
const fictitiousPhone = /55501\d\d$/;

/** Email addresses, phone numbers, bank accounts, payment cards and social security numbers. */
export const piiGuard: Guard = {
  name: 'pii',
  rules: detectors.map(({ rule }) => rule),
  scan: (text) =>
    findPersonalData(text).map(({ rule, start, end }) => ({
      guard: 'pii',
      rule,
      excerpt: maskExcerpt(text.slice(start, end)),
    })),
};

/** Where personal data stands, in the order of the rules; places may overlap. */
export function findPersonalData(text: string): PrivateSpan[] {
  return detectors.flatMap(({ rule, shape, isReal }) =>
    [...text.matchAll(shape)]
      .filter(([match]) => isReal(match))
      .map(({ 0: match, index }) => ({ rule, start: index, end: index + match.length })),
  );
}

/** @source ISO 13616, modulo 97 over the rearranged account number */
function hasIbanChecksum(iban: string): boolean {
  if (iban.length < 15 || iban.length > 34) return false;
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((sign) =>
    Number.parseInt(sign, 36),
  );
  return digits.reduce((rest, value) => (rest * (value > 9 ? 100 : 10) + value) % 97, 0) === 1;
}

/** @source ISO/IEC 7812-1, annex B */
function hasLuhnChecksum(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, sign, index) => {
    const value = Number(sign) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
