import type { Project } from '@galley/engine/library';
import {
  generateSigningKeys,
  isSignedLine,
  type ModelDesk,
  parseCassette,
  trustedSignatures,
} from '@galley/engine/models';
import { expect, it } from 'vitest';
import { gatherRecordings } from './gather-recordings.ts';

const clock = {
  now: () => Date.UTC(2026, 10, 21),
  elapsedMs: () => 0,
  sleep: async () => undefined,
};
const secrets = { values: () => ['sk-very-secret'] };
const keys = generateSigningKeys();
const signing = { repository: 'acme/prompts', keys: { bot: keys.publicKey } };

function deskThatSays(text: string, source: 'called' | 'cache' | 'cassette'): ModelDesk {
  const usage = { inputTokens: 10, cachedInputTokens: undefined, outputTokens: 2 };
  return {
    ask: async () => ({
      kind: 'answered',
      answer: { text, toolCalls: [], finishReason: 'stop', usage, model: 'small-1', latencyMs: 5 },
      source,
      ...{ costNanoUsd: 5, isUpperBound: false, listCostNanoUsd: 5, savedNanoUsd: 0, requests: 1 },
      requestKey: text.length.toString(16).padStart(64, '0'),
    }),
    estimate: async () => Promise.reject(new Error('not asked')),
    requestKey: () => '',
    describe: () => {
      throw new Error('not asked');
    },
    usesScripted: false,
  };
}

async function gather(...said: Parameters<typeof deskThatSays>[]) {
  const gathered = gatherRecordings({ clock, secrets });
  for (const [text, source] of said) {
    const call = {
      ...{ alias: 'small', parameters: {}, messages: [], tools: [], repeat: 0 },
      output: { format: 'text' as const },
      recording: { suite: 'refund', caseId: text },
    };
    const desk = gathered.watch(() => deskThatSays(text, source))({} as Project, new Map(), 'head');
    await desk.ask(call, new AbortController().signal);
  }
  return gathered;
}

it('signs what was called or cached, at the place of its suite', async () => {
  const gathered = await gather(['Yes.', 'called'], ['Maybe.', 'cache'], ['No', 'cassette']);
  const project = 'apps/support';
  const [file, ...others] = gathered.sign({ project, signing, signingKey: keys.privateKey });
  expect(others).toEqual([]);
  expect(file?.path).toBe('apps/support/cassettes/refund.jsonl');
  const { lines, foreign } = parseCassette(file?.lines.join('\n') ?? '');
  expect(foreign).toEqual([]);
  expect([...lines.values()].map(({ answer }) => answer.text)).toEqual(['Yes.', 'Maybe.']);
  const trusted = trustedSignatures({ signing }, project);
  if (!trusted) throw new Error('keys are trusted');
  for (const line of lines.values()) {
    expect(isSignedLine(line, { ...trusted, suite: 'refund' }, trusted.keys)).toBe(true);
  }
});

it('keeps no answer that holds a secret or looks like a key', async () => {
  const gathered = await gather(
    ['it is sk-very-secret', 'called'],
    [`AKIA${'ABCDEFGHIJ234567'}`, 'called'],
  );
  expect(gathered.sign({ project: '', signing, signingKey: keys.privateKey })).toEqual([]);
});

it.each([
  ['galley.yaml names no key', undefined, keys.privateKey],
  ['galley.yaml names another key', signing, generateSigningKeys().privateKey],
  ['the operator has none', signing, undefined],
])('signs nothing where %s', async (_, trusted, signingKey) => {
  const gathered = await gather(['Yes.', 'called']);
  expect(gathered.sign({ project: '', signing: trusted, signingKey })).toEqual([]);
});
