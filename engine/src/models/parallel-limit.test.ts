import { expect, it } from 'vitest';
import { createParallelLimit, type ParallelLimit, type ParallelPlace } from './parallel-limit.ts';

const patient = new AbortController().signal;

/** Enters so often, and says how many got a place at once. */
async function enterAtOnce(limit: ParallelLimit, count: number) {
  const places: ParallelPlace[] = [];
  for (let asked = 0; asked < count; asked++) {
    void limit.enter(patient).then((place) => places.push(place));
  }
  await settle();
  return places;
}

async function settle() {
  await new Promise((resolve) => setImmediate(resolve));
}

/** How many tasks the limit lets run now, found out by trying. */
async function widthOf(limit: ParallelLimit): Promise<number> {
  const abort = new AbortController();
  const entered: ParallelPlace[] = [];
  const asked = Array.from({ length: 50 }, () =>
    limit.enter(abort.signal).then(
      (place) => entered.push(place),
      () => 0,
    ),
  );
  await settle();
  abort.abort();
  await Promise.all(asked);
  const width = entered.length;
  for (const place of entered) place.leave();
  return width;
}

it('lets in as many as there are places, and the next when one leaves', async () => {
  const limit = createParallelLimit(2);
  const places = await enterAtOnce(limit, 3);
  expect(places).toHaveLength(2);
  places[0]?.leave();
  places[0]?.leave();
  await settle();
  expect(places).toHaveLength(3);
});

it('halves once for everything that was under way when it got too much', async () => {
  const limit = createParallelLimit(20);
  const places = await enterAtOnce(limit, 20);
  for (const place of places) place.throttled();
  for (const place of places) place.leave();
  expect(await widthOf(limit)).toBe(10);
});

it('halves again for what was sent after the first halving, and never below one', async () => {
  const limit = createParallelLimit(3);
  for (let round = 0; round < 4; round++) {
    const [place] = await enterAtOnce(limit, 1);
    place?.throttled();
    place?.leave();
  }
  expect(await widthOf(limit)).toBe(1);
});

it('grows by one per round of successes, up to the ceiling', async () => {
  const limit = createParallelLimit(4);
  for (const place of await enterAtOnce(limit, 4)) {
    place.throttled();
    place.leave();
  }
  expect(await widthOf(limit)).toBe(2);
  const widths: number[] = [];
  for (let success = 0; success < 12; success++) {
    const place = await limit.enter(patient);
    place.succeeded();
    place.leave();
    widths.push(await widthOf(limit));
  }
  expect(widths[0]).toBe(2);
  expect(widths.slice(2, 4)).toContain(3);
  expect(widths.at(-1)).toBe(4);
});

it('halves what is under way where there is no ceiling', async () => {
  const limit = createParallelLimit(undefined);
  const places = await enterAtOnce(limit, 30);
  places[0]?.throttled();
  for (const place of places) place.leave();
  expect(await widthOf(limit)).toBe(15);
});

it('takes nobody’s place when a waiting one gives up', async () => {
  const limit = createParallelLimit(1);
  const [place] = await enterAtOnce(limit, 1);
  const abort = new AbortController();
  const waiting = limit.enter(abort.signal);
  abort.abort(new Error('the user pressed Ctrl-C'));
  await expect(waiting).rejects.toThrow('the user pressed Ctrl-C');
  place?.leave();
  expect(await widthOf(limit)).toBe(1);
});
