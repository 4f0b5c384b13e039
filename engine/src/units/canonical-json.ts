import canonicalize from 'canonicalize';

/**
 * RFC 8785 canonical JSON: equal values give equal text, keys sorted by UTF-16 unit.
 * Lone surrogates, which RFC 8785 has no form for, become U+FFFD.
 * @throws TypeError for a value JSON cannot hold (undefined, a function, NaN)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(hasLoneSurrogate(value) ? wellFormed(value) : value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (Array.isArray(value)) return value.some(hasLoneSurrogate);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, item]) => !key.isWellFormed() || hasLoneSurrogate(item));
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]),
  );
}
