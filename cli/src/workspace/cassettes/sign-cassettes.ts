import { GalleyError } from '@galley/engine/errors';
import type { Project } from '@galley/engine/library';
import {
  type CassetteLine,
  isSignedLine,
  parseCassette,
  parsePrivateKey,
  publicKeyText,
  type SigningKey,
  signCassetteLine,
  type TrustedSignatures,
  writeCassetteFile,
} from '@galley/engine/models';
import type { Secrets } from '@galley/engine/ports';
import type { FoundCassette } from './find-cassettes.ts';

/** Where the private key comes from. */
export const signingKeyVariable = 'GALLEY_SIGNING_KEY';

/** What signing did to one cassette. */
export interface SignedCassette {
  readonly suite: string;
  readonly lines: number;
  /** Lines that got a signature now; the others had a valid one. */
  readonly signed: number;
}

/**
 * Signs every line that no trusted key has signed, in the files of the project folder.
 * @throws GalleyError `file-unwritable`
 */
export async function signCassettes(
  cassettes: readonly FoundCassette[],
  options: {
    readonly folder: string;
    readonly signatures: TrustedSignatures;
    readonly key: SigningKey;
  },
): Promise<SignedCassette[]> {
  const { folder, signatures, key } = options;
  const done: SignedCassette[] = [];
  for (const { suite, file, text } of cassettes) {
    const { lines, foreign } = parseCassette(text);
    const place = { ...signatures, suite };
    const open = [...lines].filter(([, line]) => !isSignedLine(line, place, signatures.keys));
    const after = new Map<string, CassetteLine>(lines);
    for (const [id, line] of open) after.set(id, signCassetteLine(line, place, key));
    await writeCassetteFile(folder, file, { lines: after, foreign });
    done.push({ suite, lines: lines.size, signed: open.length });
  }
  return done;
}

/**
 * The private key of `GALLEY_SIGNING_KEY`, under the name that galley.yaml gives its public half.
 * @throws GalleyError `secret-missing`, `usage` for a key that galley.yaml does not name
 */
export function findSigningKey(
  secrets: Secrets,
  signing: NonNullable<Project['signing']>,
): SigningKey {
  const secret = secrets.find(signingKeyVariable);
  if (secret === undefined) {
    throw new GalleyError('secret-missing', `${signingKeyVariable} is not set`, {
      hint: `${secrets.advice} Make a key with galley cassette keygen.`,
    });
  }
  const privateKey = parsePrivateKey(secret.value);
  const publicKey = publicKeyText(privateKey);
  const name = Object.entries(signing.keys).find(([, text]) => text === publicKey)?.[0];
  if (name !== undefined) return { name, privateKey };
  throw new GalleyError('usage', `galley.yaml does not name the key of ${signingKeyVariable}`, {
    hint: `Add it under \`signing.keys\`: its public half is ${publicKey}`,
  });
}
