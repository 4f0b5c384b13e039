import type { KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type CassetteLine, readCassetteLine, writeCassetteLine } from './cassette-line.ts';
import {
  generateSigningKeys,
  isSignedLine,
  parsePrivateKey,
  parsePublicKey,
  publicKeyText,
  signCassetteLine,
} from './cassette-signature.ts';

const line: CassetteLine = {
  key: 'a'.repeat(64),
  caseId: 'late-parcel',
  repeat: 0,
  answer: {
    text: 'We refund it.',
    toolCalls: [],
    finishReason: 'stop',
    usage: { inputTokens: 100, cachedInputTokens: undefined, outputTokens: 20 },
    model: 'gpt-5-mini-2025-08-07',
    latencyMs: 640,
  },
  at: '2026-11-21',
};
const place = { repository: 'acme/prompts', project: 'desk', suite: 'support/refund' };
// The first test vector of RFC 8032, section 7.1.
const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const privateText = `ed25519-private:${Buffer.from(seed, 'hex').toString('base64')}`;
const key = { name: 'ci-2026', privateKey: parsePrivateKey(privateText) };
const publicText = publicKeyText(key.privateKey);
const keys = new Map([['ci-2026', parsePublicKey(publicText) as KeyObject]]);

describe('a signed line', () => {
  const signed = signCassetteLine(line, place, key);

  it('is verified after it was written and read, and signing again changes nothing', () => {
    const read = readCassetteLine(writeCassetteLine(signed));
    expect(read).toEqual(signed);
    expect(isSignedLine(read as CassetteLine, place, keys)).toBe(true);
    expect(signCassetteLine(signed, place, key)).toEqual(signed);
  });

  it('counts for nothing once anything it says is forged', () => {
    const { answer } = signed;
    const forged: CassetteLine[] = [
      { ...signed, answer: { ...answer, text: 'We refund nothing.' } },
      { ...signed, answer: { ...answer, latencyMs: 1 } },
      { ...signed, answer: { ...answer, usage: { ...answer.usage, outputTokens: 1 } } },
      { ...signed, key: 'b'.repeat(64) },
      { ...signed, repeat: 1 },
      { ...signed, caseId: 'broken' },
      { ...signed, at: '2026-11-22' },
      { ...signed, signature: { key: 'ci-2026', value: 'AAAA' } },
      { ...signed, signature: { key: 'toString', value: signed.signature?.value ?? '' } },
    ];
    for (const one of forged) expect(isSignedLine(one, place, keys)).toBe(false);
    expect(isSignedLine(line, place, keys)).toBe(false);
  });

  it('counts for nothing in another repository, project or suite, or by a key not named', () => {
    expect(isSignedLine(signed, { ...place, repository: 'mallory/prompts' }, keys)).toBe(false);
    expect(isSignedLine(signed, { ...place, project: '' }, keys)).toBe(false);
    expect(isSignedLine(signed, { ...place, suite: 'support/escalate' }, keys)).toBe(false);
    const other = parsePublicKey(generateSigningKeys().publicKey) as KeyObject;
    expect(isSignedLine(signed, place, new Map([['ci-2026', other]]))).toBe(false);
    expect(isSignedLine(signed, place, new Map())).toBe(false);
  });
});

describe('keys', () => {
  it('have the public half of RFC 8032', () => {
    const hex = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    expect(publicText).toBe(`ed25519:${Buffer.from(hex, 'hex').toString('base64')}`);
  });

  it('are refused when they are none, without repeating them', () => {
    expect(parsePublicKey('ed25519:AAAA')).toBeUndefined();
    expect(parsePublicKey(privateText)).toBeUndefined();
    expect(() => parsePrivateKey('hunter2')).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.not.stringContaining('hunter2') }),
    );
  });
});
