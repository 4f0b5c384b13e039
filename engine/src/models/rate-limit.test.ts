import { expect, it } from 'vitest';
import { createRateLimiter, type RateLimits } from './rate-limit.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const patient = new AbortController().signal;
const noLimits: RateLimits = { requestsPerMinute: undefined, tokensPerMinute: undefined };

/** When each request may be sent, in milliseconds from the start; an amount of tokens for each. */
async function sendingTimes(tokens: readonly number[], limits: Partial<RateLimits>) {
  const clock = createSteeredClock();
  const limiter = createRateLimiter(clock, { ...noLimits, ...limits });
  const times: number[] = [];
  const asked = tokens.map(async (amount) => {
    await limiter.acquire(amount, patient);
    times.push(clock.elapsedMs());
  });
  await Promise.all(asked);
  return times;
}

const requests = (count: number) => Array<number>(count).fill(0);

/** The most that falls into any minute. */
function fullestMinute(times: readonly number[], amountOf: (index: number) => number): number {
  const sums = times.map((start) =>
    times.reduce(
      (sum, time, index) => (time >= start && time < start + 60_000 ? sum + amountOf(index) : sum),
      0,
    ),
  );
  return Math.max(...sums);
}

it('spaces requests evenly', async () => {
  const rounded = (times: number[]) => times.map(Math.round);
  expect(rounded(await sendingTimes(requests(4), { requestsPerMinute: 60 }))).toEqual([
    0, 1_000, 2_000, 3_000,
  ]);
  expect(rounded(await sendingTimes(requests(3), { requestsPerMinute: 30 }))).toEqual([
    0, 2_000, 4_000,
  ]);
});

it('lets one second’s worth go at once', async () => {
  const times = await sendingTimes(requests(5), { requestsPerMinute: 120 });
  expect(times.slice(0, 2)).toEqual([0, 0]);
  expect(times[2]).toBeGreaterThanOrEqual(500);
});

it.each([1, 7, 60, 90, 600])('never lets more than %i requests into a minute', async (limit) => {
  const times = await sendingTimes(requests(limit * 2 + 20), { requestsPerMinute: limit });
  expect(fullestMinute(times, () => 1)).toBeLessThanOrEqual(limit);
  // And makes use of most of it.
  expect(times.at(-1)).toBeLessThan(((limit * 2 + 20) / limit) * 60_000 * 1.05);
});

it('never lets more tokens into a minute than allowed, whatever their portions', async () => {
  const amounts = Array.from({ length: 80 }, (_, index) => 50 + ((index * 7_919) % 900));
  const times = await sendingTimes(amounts, { tokensPerMinute: 6_000 });
  expect(fullestMinute(times, (index) => amounts[index] ?? 0)).toBeLessThanOrEqual(6_000);
  const least = amounts.reduce((sum, amount) => sum + amount, 0) / 6_000;
  expect(times.at(-1)).toBeLessThan(least * 60_000 * 1.25);
});

it('sends a request above the whole allowance by itself instead of never', async () => {
  const [first = 0, second = 0] = await sendingTimes([9_000, 100], { tokensPerMinute: 6_000 });
  expect(second - first).toBeGreaterThan(0);
});

it('gives back what an answer did not take', async () => {
  const clock = createSteeredClock();
  const limiter = createRateLimiter(clock, { ...noLimits, tokensPerMinute: 6_000 });
  const correct = await limiter.acquire(3_000, patient);
  correct(1_000);
  await limiter.acquire(1_000, patient);
  const sent = clock.elapsedMs();
  expect(sent).toBeLessThan(20_000);
});

it('holds nothing back without a limit', async () => {
  expect(await sendingTimes(requests(50), {})).toEqual(requests(50));
});

it('lets the next one go when a waiting one gives up', async () => {
  const limiter = createRateLimiter(createSteeredClock(), { ...noLimits, requestsPerMinute: 60 });
  const gone = limiter.acquire(0, AbortSignal.abort());
  const next = limiter.acquire(0, patient);
  await expect(gone).rejects.toThrow();
  await next;
});
