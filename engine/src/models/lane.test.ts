import { expect, it } from 'vitest';
import { createLane } from './lane.ts';
import { createParallelLimit } from './parallel-limit.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const patient = new AbortController().signal;

function laneOf(concurrency: number | undefined = undefined) {
  const clock = createSteeredClock();
  const atOnce = createParallelLimit(concurrency);
  const open = () => createLane(clock, { limits: { concurrency }, atOnce });
  return { clock, lane: open(), otherModel: open() };
}

it('holds every request of a model back, and none of another', async () => {
  const { clock, lane, otherModel } = laneOf();
  lane.hold(5_000);
  await otherModel.enter(0, patient);
  expect(clock.elapsedMs()).toBe(0);
  await Promise.all([lane.enter(0, patient), lane.enter(0, patient)]);
  expect(clock.elapsedMs()).toBeGreaterThanOrEqual(5_000);
  expect(lane.heldMs()).toBe(0);
});

it('never shortens a hold', async () => {
  const { clock, lane } = laneOf();
  lane.hold(5_000);
  lane.hold(1_000);
  await lane.enter(0, patient);
  expect(clock.elapsedMs()).toBe(5_000);
});

it('keeps no place from the provider’s other models while it waits', async () => {
  const { clock, lane, otherModel } = laneOf(1);
  lane.hold(5_000);
  const held = lane.enter(0, patient);
  const place = await otherModel.enter(0, patient);
  expect(clock.elapsedMs()).toBe(0);
  place?.leave();
  await held;
});

it('gives up instead of waiting longer than five minutes', async () => {
  const { clock, lane } = laneOf();
  lane.hold(300_001);
  expect(await lane.enter(0, patient)).toBeUndefined();
  expect(clock.sleeps).toEqual([]);
});

it('gives all its places back when a waiting request is aborted', async () => {
  const clock = createSteeredClock();
  const atOnce = createParallelLimit(1);
  const limits = { requestsPerMinute: 1, concurrency: 1 };
  const lane = createLane(clock, { limits, atOnce });
  (await lane.enter(0, patient))?.leave();
  const abort = new AbortController();
  const waiting = lane.enter(0, abort.signal);
  abort.abort(new Error('the user pressed Ctrl-C'));
  await expect(waiting).rejects.toThrow('the user pressed Ctrl-C');
  expect(await lane.enter(0, patient)).toBeDefined();
});
