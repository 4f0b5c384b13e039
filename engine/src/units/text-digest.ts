import { createHash } from 'node:crypto';

/** A sha256 over texts that come one after the other. */
export interface TextDigest {
  add(text: string): void;
  /** Lower-case hexadecimal, over the UTF-8 bytes of everything so far. */
  digest(): string;
}

/** A digest of nothing yet. */
export function createTextDigest(): TextDigest {
  const hash = createHash('sha256');
  return { add: (text) => hash.update(text), digest: () => hash.copy().digest('hex') };
}
