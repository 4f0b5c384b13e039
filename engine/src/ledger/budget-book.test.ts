import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GalleyError } from '../errors/galley-error.ts';
import { createReserver } from '../models/reserve-in-turn.ts';
import { seededRandom } from '../units/seeded-random.ts';
import { createBudgetBook } from './budget-book.ts';
import type { BudgetScope } from './budget-scope.ts';

const month: BudgetScope = {
  name: 'month',
  source: 'galley.yaml',
  capNanoUsd: 100,
  mode: 'strict',
};
const run: BudgetScope = { name: 'run', source: 'galley.yaml', capNanoUsd: 60, mode: 'strict' };

function refusal(work: () => unknown): GalleyError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error as GalleyError;
  }
}

describe('a book over several scopes', () => {
  it('changes no scope when one cannot hold the worst case', () => {
    const book = createBudgetBook({ scopes: [run, { ...month, openingNanoUsd: 90 }] });
    const before = book.scopes();
    const error = refusal(() => book.reserve(11));
    expect(error).toMatchObject({
      code: 'budget-exceeded',
      data: { scope: 'month', capNanoUsd: 100, spentNanoUsd: 90, worstCaseNanoUsd: 11 },
    });
    expect(error?.message).toContain('of this month');
    expect(book.scopes()).toEqual(before);
    expect(refusal(() => book.reserve(10))).toBeUndefined();
  });

  it('settles and releases in every scope', () => {
    const book = createBudgetBook({ scopes: [run, month] });
    book.reserve(50, 900).settle(20, 400);
    book.reserve(30).release();
    for (const scope of book.scopes()) {
      expect(scope).toMatchObject({ spentNanoUsd: 20, reservedNanoUsd: 0, spentTokens: 400 });
    }
  });

  it('counts tokens like money, and refuses what nothing bounds', () => {
    const quota: BudgetScope = { ...month, capNanoUsd: undefined, capTokens: 1_000 };
    const book = createBudgetBook({ scopes: [{ ...quota, openingTokens: 400 }] });
    expect(refusal(() => book.reserve(1, 601))?.code).toBe('budget-exceeded');
    expect(refusal(() => book.reserve(1))?.code).toBe('max-tokens-missing');
    book.reserve(undefined, 600).settle(undefined, 100);
    expect(book.scopes()[0]).toMatchObject({ spentTokens: 500, reservedTokens: 0 });
    book.reserve(1, 300).settle(1);
    expect(book.scopes()[0]).toMatchObject({ spentTokens: 800 });
  });

  it('refuses an unknown price while any strict scope has a cap on money', () => {
    const shown: BudgetScope = { ...run, mode: 'alert' };
    expect(refusal(() => createBudgetBook({ scopes: [shown] }).reserve(undefined))).toBeUndefined();
    const book = createBudgetBook({ scopes: [shown, month] });
    expect(refusal(() => book.reserve(undefined))?.code).toBe('price-missing');
  });

  it('names the operator where the operator set the cap', () => {
    const book = createBudgetBook({ scopes: [{ ...run, source: 'tier free' }] });
    expect(refusal(() => book.reserve(61))?.hint).toContain('tier free');
  });

  it('carries a resumed run over into its own cap and no other', () => {
    const book = createBudgetBook({ scopes: [run, month] });
    book.carryOver(55);
    expect(book.scopes().map(({ spentNanoUsd }) => spentNanoUsd)).toEqual([55, 0]);
    expect(refusal(() => book.reserve(6))?.code).toBe('budget-exceeded');
  });
});

describe('alerts', () => {
  it('come once at the share and once at the cap, in each scope', () => {
    const told: string[] = [];
    const book = createBudgetBook({
      scopes: [
        { ...run, mode: 'alert' },
        { ...month, mode: 'alert', openingNanoUsd: 20 },
      ],
      alertPct: 50,
      onAlert: (message) => told.push(message),
    });
    for (let call = 0; call < 12; call++) book.reserve(10).settle(10);
    expect(told.map((message) => message.replace(/\$\S+/, '$…'))).toEqual([
      "50 % of this run's budget of $… is spent",
      "50 % of this month's budget of $… is spent",
      'this run may cost more than its budget of $…',
      'this month may cost more than its budget of $…',
    ]);
  });

  it('never come under strict or disabled', () => {
    const told: string[] = [];
    const scopes = [run, { ...month, mode: 'disabled' as const }];
    const book = createBudgetBook({ scopes, onAlert: (message) => told.push(message) });
    for (let call = 0; call < 6; call++) book.reserve(10).settle(10);
    expect(told).toEqual([]);
  });
});

it('never exceeds a cap by one nano-dollar, with 50 runs at once that retry, fail and abort', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      fc.integer({ min: 0, max: 40_000 }),
      fc.integer({ min: 0, max: 60_000 }),
      async (seed, monthCap, tokenCap) => {
        const random = seededRandom(seed);
        const below = (limit: number) => random() % limit;
        const scopes: BudgetScope[] = [
          { ...run, capNanoUsd: below(50_000) },
          { ...month, capNanoUsd: monthCap, capTokens: tokenCap },
          { ...month, name: 'actor', capNanoUsd: below(30_000), openingNanoUsd: below(1_000) },
          { ...month, source: 'tier free', capNanoUsd: below(45_000) },
        ];
        const book = createBudgetBook({ scopes });
        const reserver = createReserver(book);
        let spent = 0;
        let refused = 0;
        const check = () => {
          for (const scope of book.scopes()) {
            const { capNanoUsd = 0, openingNanoUsd = 0, spentNanoUsd, reservedNanoUsd } = scope;
            expect(spentNanoUsd + reservedNanoUsd).toBeLessThanOrEqual(
              Math.max(capNanoUsd, openingNanoUsd),
            );
            expect(spentNanoUsd - openingNanoUsd).toBe(spent);
            if (scope.capTokens !== undefined) {
              expect(scope.spentTokens + scope.reservedTokens).toBeLessThanOrEqual(scope.capTokens);
            }
          }
        };
        const oneRun = async () => {
          const stop = new AbortController();
          for (let attempt = 0; attempt < 8; attempt++) {
            if (below(20) === 0) stop.abort(new Error('stopped'));
            const worstCase = below(30) === 0 ? undefined : below(2_000);
            const tokens = below(3_000);
            const reservation = await reserver
              .reserve(worstCase, stop.signal, tokens)
              .catch((error: unknown) => {
                if (stop.signal.aborted) return undefined;
                expect((error as GalleyError).code).toMatch(/^(budget-exceeded|price-missing)$/);
                if (worstCase === undefined)
                  expect((error as GalleyError).code).toBe('price-missing');
                refused++;
                return undefined;
              });
            check();
            if (!reservation || worstCase === undefined) continue;
            for (let turn = below(4); turn > 0; turn--) await Promise.resolve();
            const end = below(3);
            if (end === 0) reservation.release();
            else {
              const actual = end === 1 ? below(worstCase + 1) : undefined;
              spent += actual ?? worstCase;
              reservation.settle(actual, end === 1 ? below(tokens + 1) : undefined);
            }
            check();
          }
        };
        await Promise.all(Array.from({ length: 50 }, oneRun));
        for (const scope of book.scopes()) {
          expect(scope).toMatchObject({ reservedNanoUsd: 0, reservedTokens: 0 });
        }
        expect(refused).toBeGreaterThan(0);
      },
    ),
    { numRuns: 20 },
  );
}, 60_000);
