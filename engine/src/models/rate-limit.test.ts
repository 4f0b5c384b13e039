import { expect, it } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const patient = new AbortController().signal;
const house = 'http://127.0.0.1:9/v1\nsmall';

/** When each of so many requests may be sent, in milliseconds from the start. */
async function sendingTimes(count: number, requestsPerMinute: number | undefined) {
  const clock = createSteeredClock();
  const limiter = createRateLimiter(clock);
  const times: number[] = [];
  const asked = Array.from({ length: count }, async () => {
    await limiter.acquire(house, { requestsPerMinute }, patient);
    times.push(Math.round(clock.elapsedMs()));
  });
  await Promise.all(asked);
  return times;
}

it('spaces requests so that a minute holds no more than allowed', async () => {
  expect(await sendingTimes(4, 60)).toEqual([0, 1_000, 2_000, 3_000]);
  expect(await sendingTimes(3, 30)).toEqual([0, 2_000, 4_000]);
});

it('lets one second’s worth go at once', async () => {
  expect(await sendingTimes(5, 120)).toEqual([0, 0, 500, 1_000, 1_500]);
});

it('holds nothing back without a limit', async () => {
  expect(await sendingTimes(50, undefined)).toEqual(Array(50).fill(0));
});

it('holds everyone back after the vendor said 429, and only for that model', async () => {
  const clock = createSteeredClock();
  const limiter = createRateLimiter(clock);
  limiter.coolDown(house, 5_000);
  await limiter.acquire('http://127.0.0.1:9/v1\nlarge', { requestsPerMinute: undefined }, patient);
  expect(clock.elapsedMs()).toBe(0);
  await limiter.acquire(house, { requestsPerMinute: undefined }, patient);
  expect(clock.elapsedMs()).toBe(5_000);
});

it('never shortens a cool-down', async () => {
  const clock = createSteeredClock();
  const limiter = createRateLimiter(clock);
  limiter.coolDown(house, 5_000);
  limiter.coolDown(house, 1_000);
  await limiter.acquire(house, { requestsPerMinute: 60 }, patient);
  expect(clock.elapsedMs()).toBe(5_000);
});

it('lets the next one go when a waiting one gives up', async () => {
  const clock = createSteeredClock();
  const limiter = createRateLimiter(clock);
  const gone = limiter.acquire(house, { requestsPerMinute: 60 }, AbortSignal.abort());
  const next = limiter.acquire(house, { requestsPerMinute: 60 }, patient);
  await expect(gone).rejects.toThrow();
  await next;
});
