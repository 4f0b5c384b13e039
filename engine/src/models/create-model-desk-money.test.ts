import { describe, expect, it } from 'vitest';
import { deskAt, emptyCache, patient, refund, refusalOf } from './testing/desk-at.ts';
import { supportPricing } from './testing/desk-fixtures.ts';
import { completes, fails, first, startVendorServer } from './testing/vendor-server.ts';

/** 100 tokens in at 750 and 20 out at 4,500 nano-dollars per token. */
const priceOfOneCall = 100 * 750 + 20 * 4_500;

/** UTF-8 bytes of both messages, 64 for each, 512 for the request; then 50 tokens of answer. */
const worstCaseOfOneCall = (22 + 21 + 2 * 64 + 512) * 750 + 50 * 4_500;

describe('money', () => {
  it('charges a generation and a judge call of equal price their sum', async () => {
    await using server = await startVendorServer();
    const { desk, spend } = deskAt(server);
    const answer = await desk.ask(refund, patient);
    const verdict = await desk.ask({ ...refund, alias: 'judge' }, patient);
    expect([answer, verdict]).toMatchObject([
      { kind: 'answered', source: 'called', costNanoUsd: 165_000, savedNanoUsd: 0, requests: 1 },
      { kind: 'answered', source: 'called', costNanoUsd: 165_000, savedNanoUsd: 0, requests: 1 },
    ]);
    expect(spend.spent).toBe(330_000);
    expect(priceOfOneCall).toBe(165_000);
  });

  it('charges nothing for a cached answer and shows what it saved', async () => {
    await using server = await startVendorServer();
    const cache = await emptyCache();
    await deskAt(server, { cache }).desk.ask(refund, patient);
    const { desk, spend } = deskAt(server, { cache });
    expect(await desk.ask(refund, patient)).toMatchObject({
      source: 'cache',
      costNanoUsd: 0,
      savedNanoUsd: 165_000,
      listCostNanoUsd: 165_000,
      isUpperBound: false,
      requests: 0,
    });
    expect(spend.spent).toBe(0);
    expect(server.received).toHaveLength(1);
  });

  it('shows an unknown price as unknown', async () => {
    await using server = await startVendorServer();
    const { desk } = deskAt(server, { alias: { pricing: undefined as never } });
    expect(await desk.ask(refund, patient)).toMatchObject({
      kind: 'answered',
      costNanoUsd: undefined,
      listCostNanoUsd: undefined,
      isUpperBound: false,
    });
  });

  it('charges the vendor’s cached tokens at their own rate and lists the uncached price', async () => {
    await using server = await startVendorServer(completes({ inputTokens: 100, cachedTokens: 80 }));
    const pricing = { ...supportPricing, cachedInputPer1mUsd: '0.075' };
    const { desk } = deskAt(server, { alias: { pricing } });
    expect(await desk.ask(refund, patient)).toMatchObject({
      costNanoUsd: 20 * 750 + 80 * 75 + 20 * 4_500,
      listCostNanoUsd: 165_000,
    });
  });

  it('draws three times for three repeats', async () => {
    await using server = await startVendorServer(
      completes({ text: 'Yes.' }, { text: 'No.' }, { text: 'Perhaps.' }),
    );
    const { desk, spend } = deskAt(server, { cache: await emptyCache() });
    const texts: string[] = [];
    for (const repeat of [0, 1, 2]) {
      const answer = await desk.ask({ ...refund, repeat }, patient);
      texts.push(answer.kind === 'answered' ? answer.answer.text : answer.kind);
    }
    expect(texts).toEqual(['Yes.', 'No.', 'Perhaps.']);
    expect(spend.spent).toBe(3 * 165_000);
  });

  it('never holds more than the cap over 50 concurrent asks, and uses all of it', async () => {
    await using server = await startVendorServer();
    const cap = 2 * worstCaseOfOneCall;
    const { desk, spend } = deskAt(server, { cap });
    const asked = Array.from({ length: 50 }, (_, repeat) =>
      desk.ask({ ...refund, repeat }, patient),
    );
    const settled = await Promise.allSettled(asked);
    const answered = settled.filter((result) => result.status === 'fulfilled');
    const refused = settled.filter((result) => result.status === 'rejected');
    // One more fits as long as spent + worst case stays within the cap.
    const fits = Math.floor((cap - worstCaseOfOneCall) / 165_000) + 1;
    expect(answered).toHaveLength(fits);
    expect(refused.map(({ reason }) => reason.code)).toEqual(
      Array(50 - fits).fill('budget-exceeded'),
    );
    expect(spend.spent).toBe(fits * 165_000);
    expect(spend.highest).toBeLessThanOrEqual(cap);
    expect(server.received).toHaveLength(fits);
  });

  it('sends nothing when the first call already exceeds the cap', async () => {
    await using server = await startVendorServer();
    const { desk } = deskAt(server, { cap: worstCaseOfOneCall - 1 });
    expect((await refusalOf(desk.ask(refund, patient))).code).toBe('budget-exceeded');
    expect(server.received).toHaveLength(0);
  });

  it('counts a failure that may have been billed at its worst case, labelled upper bound', async () => {
    await using server = await startVendorServer(first(1, fails(500), completes()));
    const { desk, spend, clock, events } = deskAt(server);
    expect(await desk.ask(refund, patient)).toMatchObject({
      source: 'called',
      costNanoUsd: worstCaseOfOneCall + 165_000,
      isUpperBound: true,
      listCostNanoUsd: 165_000,
      requests: 2,
    });
    expect(spend.spent).toBe(worstCaseOfOneCall + 165_000);
    expect(clock.sleeps).toEqual([250]);
    expect(events).toEqual([
      {
        type: 'request-retried',
        model: 'chat',
        attempt: 1,
        waitMs: 250,
        reason: 'HTTP 500: The server had an error',
      },
    ]);
  });

  it('charges nothing for attempts the vendor turned away', async () => {
    await using server = await startVendorServer(
      first(2, fails(429, { 'retry-after': '3' }), completes()),
    );
    const { desk, spend, clock } = deskAt(server);
    expect(await desk.ask(refund, patient)).toMatchObject({
      costNanoUsd: 165_000,
      isUpperBound: false,
      requests: 3,
    });
    expect(spend).toMatchObject({ spent: 165_000, released: 2 });
    expect(clock.sleeps).toEqual([3_000, 3_000]);
  });

  it('charges the worst case when an answer comes without usage', async () => {
    await using server = await startVendorServer(completes({ withoutUsage: true }));
    const { desk } = deskAt(server);
    expect(await desk.ask(refund, patient)).toMatchObject({
      costNanoUsd: worstCaseOfOneCall,
      isUpperBound: true,
      listCostNanoUsd: undefined,
    });
  });

  it('reports a call that failed for good with what it may have cost', async () => {
    await using server = await startVendorServer(fails(500));
    const { desk, spend } = deskAt(server);
    expect(await desk.ask(refund, patient)).toMatchObject({
      kind: 'error',
      message: 'HTTP 500: The server had an error (after 5 attempts)',
      costNanoUsd: 5 * worstCaseOfOneCall,
      isUpperBound: true,
      requests: 5,
    });
    expect(spend.spent).toBe(5 * worstCaseOfOneCall);
  });

  it('refuses under a strict budget what nothing bounds, naming what is missing', async () => {
    await using server = await startVendorServer();
    const priced = deskAt(server, { cap: 1e9 }).desk.ask({ ...refund, parameters: {} }, patient);
    const unpriced = deskAt(server, { cap: 1e9, alias: { pricing: undefined as never } });
    expect((await refusalOf(priced)).code).toBe('max-tokens-missing');
    expect((await refusalOf(unpriced.desk.ask(refund, patient))).code).toBe('price-missing');
    expect(server.received).toHaveLength(0);
  });

  it('prices a call without sending it', async () => {
    await using server = await startVendorServer();
    const { desk } = deskAt(server);
    const estimate = await desk.estimate(refund);
    expect(estimate).toMatchObject({ from: 'call', maxOutputTokens: 50, isInputExact: false });
    // "You decide on refunds." and "I want my money back." are 5 and 6 tokens, plus wrapping.
    expect(estimate.inputTokens).toBeGreaterThan(11);
    expect(estimate.listCostNanoUsd).toBe(estimate.inputTokens * 750 + 50 * 4_500);
    expect(estimate.costNanoUsd).toBe(worstCaseOfOneCall);
    expect(server.received).toHaveLength(0);
  });
});
