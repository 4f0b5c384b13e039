import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a body was signed with one of the secrets; comparing takes as long however wrong it is.
 * @param signature `X-Hub-Signature-256`
 */
export function verifySignature(
  body: Uint8Array,
  signature: string,
  secrets: readonly string[],
): boolean {
  const [, digits] = /^sha256=([0-9a-f]{64})$/i.exec(signature) ?? [];
  if (digits === undefined) return false;
  const given = Buffer.from(digits, 'hex');
  const fits = secrets.map((secret) =>
    timingSafeEqual(given, createHmac('sha256', secret).update(body).digest()),
  );
  return fits.includes(true);
}
