import { expect, it } from 'vitest';
import type { PricingOverride } from '../library/project.ts';
import type { Spend } from '../ports/spend.ts';
import type { AnswerOutcome } from './answer.ts';
import { createModelDesk } from './create-model-desk.ts';
import type { ModelCall } from './model-desk.ts';
import { constantRandom, projectOf, secretsOf } from './testing/desk-fixtures.ts';
import { createMemorySpend } from './testing/memory-spend.ts';
import { createSteeredClock } from './testing/steered-clock.ts';
import {
  type Answering,
  completionBody,
  fails,
  sendJson,
  startVendorServer,
} from './testing/vendor-server.ts';

/** US dollars per million tokens, chosen so that sums have fractions of a nano-dollar. */
const chatPrice: PricingOverride = {
  inputPer1mUsd: '0.7501234',
  outputPer1mUsd: '4.5000007',
  cachedInputPer1mUsd: '0.0750011',
};
const judgePrice: PricingOverride = { inputPer1mUsd: '2.5', outputPer1mUsd: '10.0000001' };
const embeddingPrice: PricingOverride = { inputPer1mUsd: '0.0200003', outputPer1mUsd: '0' };

/** The same prices in 10⁻¹⁰ dollars per million tokens, as the vendor has them. */
const vendorRates = new Map([
  ['small', { fresh: 7_501_234_000n, cached: 750_011_000n, output: 45_000_007_000n }],
  ['large', { fresh: 25_000_000_000n, cached: 25_000_000_000n, output: 100_000_001_000n }],
  ['vectors', { fresh: 200_003_000n, cached: 200_003_000n, output: 0n }],
]);

/** A vendor that counts tokens × price by itself, and does not always get its answer through. */
function countingVendor() {
  let toldNanoUsd = 0n;
  let untoldNanoUsd = 0n;
  let untold = 0;

  function bill(model: string, tokens: { fresh: number; cached: number; output: number }): bigint {
    const rates = vendorRates.get(model);
    if (!rates) throw new Error(`no price for ${model}`);
    const sum =
      BigInt(tokens.fresh) * rates.fresh +
      BigInt(tokens.cached) * rates.cached +
      BigInt(tokens.output) * rates.output;
    return (sum + 9_999_999n) / 10_000_000n;
  }

  const answer: Answering = (response, request, count) => {
    const model = String(request.body.model);
    const isEmbedding = request.path.endsWith('/embeddings');
    if (count % 6 === 5)
      return fails(429, { 'retry-after': '1' }, 'Slow down')(response, request, count);
    const inputTokens = 40 + ((count * 37) % 90);
    const cached = isEmbedding ? 0 : (count * 13) % 40;
    const output = isEmbedding ? 0 : (count * 29) % 51;
    const cost = bill(model, { fresh: inputTokens - cached, cached, output });
    if (count % 10 === 7 || count % 10 === 9) {
      // Worked and billed, but the usage never arrives: an error, or a line that is cut.
      untold++;
      untoldNanoUsd += cost;
      if (count % 10 === 7) return fails(500)(response, request, count);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' });
      response.write('{"id": "chatcmpl');
      return void setImmediate(() => response.destroy());
    }
    toldNanoUsd += cost;
    if (isEmbedding) {
      const usage = { prompt_tokens: inputTokens, total_tokens: inputTokens };
      const data = [{ object: 'embedding', index: 0, embedding: [0.1, 0.2] }];
      return sendJson(response, 200, { object: 'list', model, data, usage });
    }
    const counted = { inputTokens, cachedTokens: cached, outputTokens: output };
    return sendJson(response, 200, completionBody(counted));
  };
  return {
    answer,
    told: () => Number(toldNanoUsd),
    untold: () => ({ nanoUsd: Number(untoldNanoUsd), requests: untold }),
  };
}

function deskAt(baseUrl: string, spend: Spend) {
  return createModelDesk({
    project: projectOf({
      providers: [{ name: 'house', type: 'openai-compatible', baseUrl, allowPrivate: true }],
      models: [
        { alias: 'chat', provider: 'house', name: 'small', pricing: chatPrice },
        { alias: 'judge', provider: 'house', name: 'large', pricing: judgePrice },
        { alias: 'embedding', provider: 'house', name: 'vectors', pricing: embeddingPrice },
      ],
    }),
    scriptedFiles: new Map(),
    mode: 'live',
    secrets: secretsOf(),
    clock: createSteeredClock(),
    random: constantRandom(),
    spend,
    emit: () => undefined,
    allowPrivateHosts: true,
  });
}

const call: ModelCall = {
  alias: 'chat',
  parameters: { max_tokens: 60 },
  messages: [{ role: 'user', content: 'I want my money back for the coffee machine.' }],
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

function costOf(outcome: AnswerOutcome): number {
  const cost = outcome.kind === 'not-executed' ? 0 : outcome.costNanoUsd;
  if (cost === undefined) throw new Error('the price is known');
  return cost;
}

it('reports what a counting vendor bills, to the nano-dollar, and never less', async () => {
  const vendor = countingVendor();
  await using server = await startVendorServer(vendor.answer);
  const spend = createMemorySpend();
  const desk = deskAt(server.baseUrl, spend);
  const patient = new AbortController().signal;
  const asked = Array.from({ length: 60 }, (_, repeat) => [
    desk.ask({ ...call, repeat }, patient),
    desk.ask({ ...call, alias: 'judge', repeat }, patient),
    desk.ask({ ...call, alias: 'embedding', task: 'embedding', repeat }, patient),
  ]);
  const outcomes = await Promise.all(asked.flat());

  const reported = outcomes.reduce((sum, outcome) => sum + costOf(outcome), 0);
  expect(reported).toBe(spend.spent);
  expect(spend.held).toBe(0);

  // Answers at the first attempt report exactly what the vendor counted.
  const exact = outcomes.filter((it) => it.kind === 'answered' && !it.isUpperBound);
  const bounded = outcomes.filter((it) => it.kind !== 'not-executed' && it.isUpperBound);
  expect(exact.length).toBeGreaterThan(60);
  expect(bounded.length).toBeGreaterThan(20);

  // What has no usage is reported at its worst case, the rest exactly: so the sum is never below.
  const { nanoUsd, requests } = vendor.untold();
  expect(requests).toBeGreaterThan(20);
  const worstOfUntold = reported - vendor.told();
  expect(worstOfUntold).toBeGreaterThanOrEqual(nanoUsd);
  expect(worstOfUntold % 1).toBe(0);
  expect(outcomes.reduce((sum, { requests: sent }) => sum + sent, 0)).toBe(server.received.length);
});

it('reports exactly what is billed when every usage arrives', async () => {
  const vendor = countingVendor();
  await using server = await startVendorServer((response, request, count) =>
    // Only counts that answer, and those that say 429.
    vendor.answer(response, request, [1, 2, 3, 4, 5, 6, 8][count % 7] ?? 1),
  );
  const spend = createMemorySpend();
  const desk = deskAt(server.baseUrl, spend);
  const patient = new AbortController().signal;
  const outcomes: AnswerOutcome[] = [];
  for (let repeat = 0; repeat < 25; repeat++) {
    for (const alias of ['chat', 'judge'] as const) {
      outcomes.push(await desk.ask({ ...call, alias, repeat }, patient));
    }
    outcomes.push(
      await desk.ask({ ...call, alias: 'embedding', task: 'embedding', repeat }, patient),
    );
  }
  expect(outcomes.every((it) => it.kind === 'answered' && !it.isUpperBound)).toBe(true);
  expect(outcomes.some(({ requests }) => requests > 1)).toBe(true);
  expect(outcomes.reduce((sum, outcome) => sum + costOf(outcome), 0)).toBe(vendor.told());
  expect(spend.spent).toBe(vendor.told());
});
