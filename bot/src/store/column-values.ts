/**
 * A value as JSON text that every jsonb column takes. PostgreSQL refuses NUL and half surrogates, which
 * models and pull requests can bring: each becomes U+FFFD.
 */
export function asJsonb(value: unknown): string {
  return JSON.stringify(value ?? null).replace(
    /\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g,
    (sequence, what: string) => (what.length > 1 ? '\ufffd' : sequence),
  );
}

/** Text that every text column takes: without NUL. */
export function asText(value: string): string {
  return value.replaceAll('\0', '\ufffd');
}
