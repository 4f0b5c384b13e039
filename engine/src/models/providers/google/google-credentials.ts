import { createPrivateKey, type KeyObject } from 'node:crypto';
import { GalleyError } from '../../../errors/galley-error.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import { headerText } from '../header-text.ts';

/** What a service account's key file says that is needed to ask for tokens. */
export interface ServiceAccount {
  readonly email: string;
  readonly privateKey: KeyObject;
  readonly keyId: string | undefined;
  /** Where assertions are exchanged for tokens. */
  readonly tokenUri: string;
}

const vendorTokenUri = 'https://oauth2.googleapis.com/token';

/**
 * What a secret for Vertex AI holds: a service account's key file, or else an access token as it is.
 * @throws GalleyError `secret-missing` for JSON that is no service account's key file, or no token
 */
export function readGoogleCredentials(
  secret: string,
  named: { readonly secret: string; readonly provider: string },
): ServiceAccount | string {
  if (!secret.trimStart().startsWith('{')) return headerText(secret, named);
  const account = accountIn(secret);
  if (account) return account;
  throw new GalleyError(
    'secret-missing',
    `the secret ${named.secret} is JSON, but no service account's key`,
    {
      data: { ...named },
      hint: 'Put the whole key file of a service account into it (`"type": "service_account"`), or an access token.',
    },
  );
}

function accountIn(text: string): ServiceAccount | undefined {
  const file = parsed(text);
  if (!isPlainObject(file) || file.type !== 'service_account') return undefined;
  const { client_email: email, private_key: pem, private_key_id: keyId, token_uri: uri } = file;
  const privateKey = typeof pem === 'string' ? keyIn(pem) : undefined;
  if (typeof email !== 'string' || !privateKey) return undefined;
  return {
    email,
    privateKey,
    keyId: typeof keyId === 'string' ? keyId : undefined,
    tokenUri: typeof uri === 'string' ? uri : vendorTokenUri,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}
