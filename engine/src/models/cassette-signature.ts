import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { GalleyError } from '../errors/galley-error.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import { type CassetteLine, writeCassetteLine } from './cassette-line.ts';

/** What a signature is bound to besides the line: the same line elsewhere is another matter. */
export interface SignedPlace {
  /** As galley.yaml names it, for example `acme/prompts`. */
  readonly repository: string;
  /** Project folder relative to the repository; `''` at its root. */
  readonly project: string;
  readonly suite: string;
}

/** An Ed25519 key with the name that galley.yaml gives its public half. */
export interface SigningKey {
  readonly name: string;
  readonly privateKey: KeyObject;
}

const publicPrefix = 'ed25519:';
const privatePrefix = 'ed25519-private:';
/** DER before the 32 bytes of an Ed25519 private key. @source RFC 8410, section 7 */
const privateDer = Buffer.from('302e020100300506032b657004220420', 'hex');
/** DER before the 32 bytes of an Ed25519 public key. @source RFC 8410, section 4 */
const publicDer = Buffer.from('302a300506032b6570032100', 'hex');

/** The line with a signature by this key; signing again gives the same bytes. */
export function signCassetteLine(
  line: CassetteLine,
  place: SignedPlace,
  { name, privateKey }: SigningKey,
): CassetteLine {
  const value = sign(null, signedBytes(line, place), privateKey).toString('base64');
  return { ...line, signature: { key: name, value } };
}

/**
 * True when the line carries a signature that one of these public keys made for this very place.
 * @param keys public keys by name, as {@link parsePublicKey} reads them
 */
export function isSignedLine(
  line: CassetteLine,
  place: SignedPlace,
  keys: ReadonlyMap<string, KeyObject>,
): boolean {
  const { signature } = line;
  const key = signature && keys.get(signature.key);
  if (!key) return false;
  return verify(null, signedBytes(line, place), key, Buffer.from(signature.value, 'base64'));
}

function signedBytes(line: CassetteLine, { repository, project, suite }: SignedPlace): Buffer {
  const { signature: _, ...bare } = line;
  const written = writeCassetteLine(bare);
  return Buffer.from(canonicalJson({ v: 1, repository, project, suite, line: written }));
}

/** The public key of `ed25519:<base64 of 32 bytes>`; `undefined` for text that is none. */
export function parsePublicKey(text: string): KeyObject | undefined {
  const bytes = keyBytes(text, publicPrefix);
  if (!bytes) return undefined;
  return createPublicKey({
    key: Buffer.concat([publicDer, bytes]),
    format: 'der',
    type: 'spki',
  });
}

/**
 * The private key of `ed25519-private:<base64 of 32 bytes>`.
 * @throws GalleyError `usage` for text that is none; the text is not repeated
 */
export function parsePrivateKey(text: string): KeyObject {
  const bytes = keyBytes(text.trim(), privatePrefix);
  if (!bytes) {
    throw new GalleyError('usage', 'the signing key is no Ed25519 private key', {
      hint: 'It looks like ed25519-private:… and comes from galley cassette keygen.',
    });
  }
  return createPrivateKey({
    key: Buffer.concat([privateDer, bytes]),
    format: 'der',
    type: 'pkcs8',
  });
}

/** The public half of a private key, as galley.yaml writes it. */
export function publicKeyText(privateKey: KeyObject): string {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return `${publicPrefix}${der.subarray(-32).toString('base64')}`;
}

/** A new pair of keys, as texts. The private one is a secret and belongs in no file of a repository. */
export function generateSigningKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    publicKey: publicKeyText(privateKey),
    privateKey: `${privatePrefix}${der.subarray(-32).toString('base64')}`,
  };
}

function keyBytes(text: string, prefix: string): Buffer | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const base64 = text.slice(prefix.length);
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === base64 ? bytes : undefined;
}
