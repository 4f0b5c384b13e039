import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Lower-case hexadecimal sha256 of a text's UTF-8 bytes, or of bytes as they are. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** sha256 of the canonical JSON of a value: equal values, equal hash. */
export function hashValue(value: unknown): string {
  return sha256(canonicalJson(value));
}
