import type { KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseCassette } from './cassette-file.ts';
import { type CassetteLine, writeCassetteLine } from './cassette-line.ts';
import {
  generateSigningKeys,
  parsePrivateKey,
  parsePublicKey,
  signCassetteLine,
} from './cassette-signature.ts';
import { inspectCassette } from './inspect-cassette.ts';

const nowMs = Date.UTC(2026, 10, 21);
const pair = generateSigningKeys();
const key = { name: 'ci', privateKey: parsePrivateKey(pair.privateKey) };
const place = { repository: 'acme/prompts', project: '', suite: 'refunds' };
const signatures = {
  repository: 'acme/prompts',
  project: '',
  keys: new Map([['ci', parsePublicKey(pair.publicKey) as KeyObject]]),
};

function lineOf(caseId: string, more: Partial<CassetteLine> = {}, model = 'm'): CassetteLine {
  const usage = { inputTokens: 1, cachedInputTokens: undefined, outputTokens: 1 };
  const answer = { text: caseId, toolCalls: [], finishReason: 'stop' as const, usage, model };
  const letter = (caseId.codePointAt(0) ?? 0).toString(16).at(-1) ?? '0';
  return {
    key: letter.repeat(64),
    caseId,
    repeat: 0,
    answer: { ...answer, latencyMs: 1 },
    at: '2026-11-20',
    ...more,
  };
}

const textOf = (...lines: CassetteLine[]) =>
  lines.map((line) => `${writeCassetteLine(line)}\n`).join('');

it('tells lines of base, signed, unverified and forged ones apart', () => {
  const [old, mine, open, other] = ['a', 'b', 'c', 'd'].map((id) => lineOf(id)) as CassetteLine[];
  const signed = signCassetteLine(mine as CassetteLine, place, key);
  const forged = { ...signCassetteLine(other as CassetteLine, place, key), at: '2026-11-21' };
  const text = `${textOf(old as CassetteLine, signed, open as CassetteLine, forged)}no line\n`;
  const base = parseCassette(textOf(old as CassetteLine));
  expect(inspectCassette(text, { suite: 'refunds', base, signatures, nowMs })).toMatchObject({
    lines: 4,
    onBase: 1,
    signed: 1,
    unverified: [{ caseId: 'c', repeat: 0 }],
    forged: [{ caseId: 'd', repeat: 0 }],
    foreign: [5],
    stale: 0,
  });
});

it('takes a changed line of base as unverified', () => {
  const base = parseCassette(textOf(lineOf('a')));
  const text = textOf(lineOf('a', { at: '2026-11-21' }));
  expect(inspectCassette(text, { suite: 'refunds', base, nowMs }).unverified).toHaveLength(1);
});

it('counts recordings older than 30 days, and names models that drifted', () => {
  const text = textOf(
    lineOf('a', { at: '2026-10-22' }, 'gpt-5-mini-2025-08-07'),
    lineOf('b', { at: '2026-10-21' }, 'gpt-5-mini-2026-02-01'),
    lineOf('c', {}, 'llama-small'),
  );
  expect(inspectCassette(text, { suite: 'refunds', nowMs })).toMatchObject({
    stale: 1,
    oldest: '2026-10-21',
    driftedModels: [['gpt-5-mini-2025-08-07', 'gpt-5-mini-2026-02-01']],
  });
});
