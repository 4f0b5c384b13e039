import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GalleyError } from '../errors/galley-error.ts';
import { createBudget } from './budget.ts';

function refusalCode(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as GalleyError).code;
  }
}

describe('a strict budget', () => {
  it('takes exactly its cap and not one nano-dollar more', () => {
    const budget = createBudget({ capNanoUsd: 1_000_000_000, mode: 'strict' });
    budget.reserve(999_999_999).settle(999_999_999);
    expect(refusalCode(() => budget.reserve(2))).toBe('budget-exceeded');
    budget.reserve(1).settle(1);
    expect(refusalCode(() => budget.reserve(1))).toBe('budget-exceeded');
    expect(budget.state()).toMatchObject({ spentNanoUsd: 1_000_000_000, isOverCap: false });
  });

  it('shows amounts exactly where rounded ones would not exceed the cap', () => {
    const refusal = (capNanoUsd: number, spent: number, worstCase: number) => {
      const budget = createBudget({ capNanoUsd, mode: 'strict' });
      budget.reserve(spent).settle(spent);
      try {
        return budget.reserve(worstCase).release();
      } catch (error) {
        return (error as GalleyError).message;
      }
    };
    expect(refusal(3_954_751, 0, 3_954_752)).toBe(
      'the next call could cost $0.003954752; $0 of $0.003954751 are spent',
    );
    expect(refusal(2_000_000_000, 1_996_000_000, 4_100_000)).toBe(
      'the next call could cost $0.0041; $2.00 of $2.00 are spent',
    );
    expect(refusal(1_204_500_000_000, 1_204_496_000_000, 4_000_001)).toBe(
      'the next call could cost $0.004; $1,204.50 of $1,204.50 are spent',
    );
    expect(refusal(1_000_000_000, 996_000_001, 4_000_000)).toBe(
      'the next call could cost $0.004; $0.996000001 of $1.00 are spent',
    );
  });

  it('counts what attempts under way could still cost', () => {
    const budget = createBudget({ capNanoUsd: 100, mode: 'strict' });
    const underWay = budget.reserve(60);
    expect(refusalCode(() => budget.reserve(41))).toBe('budget-exceeded');
    underWay.settle(10);
    expect(budget.state()).toMatchObject({ spentNanoUsd: 10, reservedNanoUsd: 0 });
    expect(refusalCode(() => budget.reserve(90))).toBeUndefined();
  });

  it('gives a released reservation back whole', () => {
    const budget = createBudget({ capNanoUsd: 100, mode: 'strict' });
    budget.reserve(100).release();
    expect(budget.state()).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: 0 });
    expect(refusalCode(() => budget.reserve(100))).toBeUndefined();
  });

  it('spends the whole reservation when usage never arrived', () => {
    const budget = createBudget({ capNanoUsd: 100, mode: 'strict' });
    budget.reserve(70).settle(undefined);
    expect(budget.state()).toMatchObject({ spentNanoUsd: 70, isUpperBound: true });
  });

  it('never exceeds its cap, whatever is reserved, settled and released in whatever order', () => {
    const step = fc.record({
      worstCase: fc.integer({ min: 0, max: 400 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      end: fc.constantFrom('settle', 'unknown', 'release', 'hold'),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 0, max: 1_000 }),
        (steps, cap) => {
          const budget = createBudget({ capNanoUsd: cap, mode: 'strict' });
          for (const { worstCase, share, end } of steps) {
            const before = budget.state();
            const fits = before.spentNanoUsd + before.reservedNanoUsd + worstCase <= cap;
            if (!fits) {
              expect(refusalCode(() => budget.reserve(worstCase))).toBe('budget-exceeded');
              continue;
            }
            const reservation = budget.reserve(worstCase);
            if (end === 'settle') reservation.settle(Math.floor(worstCase * share));
            if (end === 'unknown') reservation.settle(undefined);
            if (end === 'release') reservation.release();
            const { spentNanoUsd, reservedNanoUsd } = budget.state();
            expect(spentNanoUsd + reservedNanoUsd).toBeLessThanOrEqual(cap);
          }
        },
      ),
    );
  });

  it('refuses an unknown price, and says what is spent and asked in dollars', () => {
    const budget = createBudget({ capNanoUsd: 2_000_000_000, mode: 'strict' });
    expect(refusalCode(() => budget.reserve(undefined))).toBe('price-missing');
    budget.reserve(1_500_000_000).settle(1_500_000_000);
    expect(() => budget.reserve(600_000_000)).toThrow(/\$0\.60.*\$1\.50 of \$2\.00/);
  });

  it('counts what a resumed run had spent before', () => {
    const budget = createBudget({ capNanoUsd: 100, mode: 'strict' });
    budget.carryOver(70);
    expect(refusalCode(() => budget.reserve(31))).toBe('budget-exceeded');
    expect(refusalCode(() => budget.reserve(30))).toBeUndefined();
    expect(budget.state()).toMatchObject({ spentNanoUsd: 70, reservedNanoUsd: 30 });
  });

  it('settles a reservation once', () => {
    const reservation = createBudget({ capNanoUsd: 100, mode: 'strict' }).reserve(10);
    reservation.settle(10);
    expect(() => reservation.release()).toThrow('a reservation is settled once');
  });

  it('refuses nothing without a cap', () => {
    const budget = createBudget({ capNanoUsd: undefined, mode: 'strict' });
    budget.reserve(undefined).settle(undefined);
    budget.reserve(9e12).settle(9e12);
    expect(budget.state()).toMatchObject({ spentNanoUsd: 9e12, unknownCostAttempts: 1 });
  });
});

describe('other budgets', () => {
  it('alert goes on above the cap and says so once', () => {
    const alerts: string[] = [];
    const onAlert = (message: string) => alerts.push(message);
    const budget = createBudget({ capNanoUsd: 100, mode: 'alert', onAlert });
    for (const cost of [60, 60, 60]) budget.reserve(cost).settle(cost);
    expect(budget.state()).toMatchObject({ spentNanoUsd: 180, isOverCap: true });
    expect(alerts).toHaveLength(1);
  });

  it('disabled counts in silence, unknown prices apart', () => {
    const alerts: string[] = [];
    const onAlert = (message: string) => alerts.push(message);
    const budget = createBudget({ capNanoUsd: 100, mode: 'disabled', onAlert });
    budget.reserve(200).settle(150);
    budget.reserve(undefined).settle(undefined);
    expect(budget.state()).toMatchObject({
      spentNanoUsd: 150,
      unknownCostAttempts: 1,
      isUpperBound: false,
    });
    expect(alerts).toEqual([]);
  });
});

it('tells the most that it can have spent before each attempt that raises it', () => {
  const budget = createBudget({ capNanoUsd: 1_000, mode: 'strict' });
  budget.carryOver(100);
  const told: number[] = [];
  budget.onReach((nanoUsd) => told.push(nanoUsd));
  const first = budget.reserve(200);
  const second = budget.reserve(300);
  first.settle(50);
  second.release();
  // 150 are spent: as much again as was told before raises nothing.
  budget.reserve(450).settle(undefined);
  budget.reserve(10).release();
  expect(() => budget.reserve(900)).toThrow();
  expect(told).toEqual([300, 600, 610]);
});
