import { createVerify, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSteeredClock } from '../../testing/steered-clock.ts';
import { type Answering, sendJson, startVendorServer } from '../../testing/vendor-server.ts';
import type { ServiceAccount } from './google-credentials.ts';
import { createTokenSource } from './google-token.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const minuteMs = 60_000;

function accountAt(origin: string): ServiceAccount {
  return {
    email: 'galley@acme-support.iam.gserviceaccount.com',
    privateKey,
    keyId: 'a1b2c3',
    tokenUri: `${origin}/token`,
  };
}

/** A token that says how many were given. */
const grants: Answering = (response, _, count) =>
  sendJson(response, 200, {
    access_token: `ya29.token-${count}`,
    expires_in: 3599,
    token_type: 'Bearer',
  });

function claimsIn(assertion: string): { header: unknown; claims: unknown; isSigned: boolean } {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const parsed = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`);
  return {
    header: parsed(header),
    claims: parsed(claims),
    isSigned: verify.verify(publicKey, signature, 'base64url'),
  };
}

it('exchanges an assertion that the account signed, and sends no key', async () => {
  await using server = await startVendorServer(grants);
  const clock = createSteeredClock();
  const source = createTokenSource(accountAt(server.origin), { clock, timeoutMs: 5_000 });
  expect(await source.token()).toEqual({ token: 'ya29.token-1' });
  const [received] = server.received;
  const form = new URLSearchParams(received?.text);
  expect(received).toMatchObject({
    method: 'POST',
    path: '/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'galley' },
  });
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  expect(received?.text).not.toContain('PRIVATE');
  const issuedAtS = Date.UTC(2026, 10, 21, 12) / 1000;
  expect(claimsIn(form.get('assertion') ?? '')).toEqual({
    isSigned: true,
    header: { alg: 'RS256', typ: 'JWT', kid: 'a1b2c3' },
    claims: {
      iss: 'galley@acme-support.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      aud: `${server.origin}/token`,
      iat: issuedAtS,
      exp: issuedAtS + 3600,
    },
  });
});

it('asks once for many callers, and again before the token ends', async () => {
  await using server = await startVendorServer(grants);
  const clock = createSteeredClock();
  const source = createTokenSource(accountAt(server.origin), { clock, timeoutMs: 5_000 });
  const first = await Promise.all(Array.from({ length: 20 }, () => source.token()));
  expect(new Set(first.map((it) => 'token' in it && it.token))).toEqual(new Set(['ya29.token-1']));
  clock.advance(54 * minuteMs);
  expect(await source.token()).toEqual({ token: 'ya29.token-1' });
  clock.advance(minuteMs);
  expect(await source.token()).toEqual({ token: 'ya29.token-2' });
  expect(server.received).toHaveLength(2);
  expect(source.values()).toEqual(['ya29.token-2']);
});

it('keeps no refusal: the next call asks again', async () => {
  const refusal = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' };
  await using server = await startVendorServer((response, request, count) => {
    if (count === 1) sendJson(response, 400, refusal);
    else if (count === 2) sendJson(response, 200, { token: 'of another kind' });
    else grants(response, request, count);
  });
  const clock = createSteeredClock();
  const source = createTokenSource(accountAt(server.origin), { clock, timeoutMs: 5_000 });
  expect(await source.token()).toMatchObject({ refused: { status: 400 } });
  expect(await source.token()).toMatchObject({ refused: { status: 200 } });
  expect(await source.token()).toEqual({ token: 'ya29.token-3' });
});

it('gives up on an endpoint that does not answer', async () => {
  await using server = await startVendorServer(() => undefined);
  const clock = createSteeredClock();
  const source = createTokenSource(accountAt(server.origin), { clock, timeoutMs: 50 });
  await expect(source.token()).rejects.toThrow(/aborted/);
});
