import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Clock } from '@galley/engine/ports';
import type { TokenSource } from './open-token-source.ts';

/** GitHub takes ten minutes at most, and no token from the future. */
const lifeSeconds = 540;
const leewaySeconds = 60;

/**
 * Signs tokens that say who the App is, a new one for every request, each good for nine minutes. Where
 * GitHub refuses one, its clock is followed instead of ours, until that is refused, too.
 * @param app.privateKey PEM, as GitHub hands it out
 * @throws Error at once when the key cannot be read
 */
export function openAppTokenSource(
  app: { readonly id: number; readonly privateKey: string },
  { clock }: { readonly clock: Clock },
): TokenSource {
  const key = readKey(app.privateKey);
  let aheadMs = 0;
  const signNow = () => {
    const now = Math.floor((clock.now() + aheadMs) / 1000);
    const claims = { iat: now - leewaySeconds, exp: now + lifeSeconds, iss: String(app.id) };
    const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
    return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), key).toString('base64url')}`;
  };
  return {
    current: async () => signNow(),
    async replace(_refused, refusal) {
      const theirMs = dateOf(refusal) ?? clock.now();
      // Whoever was put right once may have been by mistake, or needs it no longer.
      aheadMs = aheadMs === 0 ? theirMs - clock.now() : 0;
      return signNow();
    },
  };
}

function readKey(privateKey: string): KeyObject {
  try {
    const key = createPrivateKey(privateKey);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // Node's message may quote the key: ours says all that is needed.
  }
  throw new Error(
    "The App's private key cannot be read: expected the PEM file that GitHub handed out (RSA).",
  );
}

/** Milliseconds since the Unix epoch by the clock of whoever refused. */
function dateOf(refusal: unknown): number | undefined {
  const { response } = refusal as { response?: { headers?: { date?: string } } };
  const ms = Date.parse(response?.headers?.date ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
