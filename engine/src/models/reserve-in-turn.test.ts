import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import type { Reservation, Spend } from '../ports/spend.ts';
import { createReserver } from './reserve-in-turn.ts';

/** A budget of one place, which answers when `secure` is asked as the test says. */
function spendSecuredBy(secure: (attempt: number) => Promise<void>) {
  const released: number[] = [];
  let attempts = 0;
  const spend: Spend = {
    reserve(): Reservation {
      const attempt = ++attempts;
      return {
        secure: () => secure(attempt),
        settle: () => undefined,
        release: () => void released.push(attempt),
      };
    },
  };
  return { spend, released, attempts: () => attempts };
}

const full = () => new GalleyError('budget-exceeded', 'nothing is left');
const patient = new AbortController().signal;

describe('a reservation that is secured elsewhere', () => {
  it('is given out only once it is secured', async () => {
    let finish: () => void = () => undefined;
    const { spend } = spendSecuredBy(() => new Promise((resolve) => (finish = resolve)));
    let isGiven = false;
    const given = createReserver(spend)
      .reserve(1, patient)
      .then(() => (isGiven = true));
    await Promise.resolve();
    expect(isGiven).toBe(false);
    finish();
    await given;
    expect(isGiven).toBe(true);
  });

  it('is released and refused when nothing else is under way', async () => {
    const { spend, released } = spendSecuredBy(() => Promise.reject(full()));
    await expect(createReserver(spend).reserve(1, patient)).rejects.toMatchObject({
      code: 'budget-exceeded',
    });
    expect(released).toEqual([1]);
  });

  it('waits for what is under way, and tries again when that has ended', async () => {
    const { spend, released, attempts } = spendSecuredBy((attempt) =>
      attempt === 2 ? Promise.reject(full()) : Promise.resolve(),
    );
    const reserver = createReserver(spend);
    const first = await reserver.reserve(1, patient);
    const second = reserver.reserve(1, patient);
    // The first one ends in the very turn in which the second is refused.
    await Promise.resolve();
    await Promise.resolve();
    first.settle(1);
    (await second).settle(1);
    expect(released).toEqual([2]);
    expect(attempts()).toBe(3);
  });

  it('never leaves anybody waiting, whenever the last one under way ends', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const { spend } = spendSecuredBy((attempt) =>
        attempt === 2 ? Promise.reject(full()) : Promise.resolve(),
      );
      const reserver = createReserver(spend);
      const first = await reserver.reserve(1, patient);
      const second = reserver.reserve(1, patient).catch((error: unknown) => error);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      first.settle(1);
      expect(await second).toBeDefined();
    }
  });

  it('is refused at once for any other reason', async () => {
    const { spend, released } = spendSecuredBy(() => Promise.reject(new Error('connection lost')));
    await expect(createReserver(spend).reserve(1, patient)).rejects.toThrow('connection lost');
    expect(released).toEqual([1]);
  });
});
