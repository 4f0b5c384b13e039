import { describe, expect, it } from 'vitest';
import { cohenKappa, type RatedPair } from './cohen-kappa.ts';

function table(both: number, onlyOne: number, onlyOther: number, neither: number): RatedPair[] {
  const times = (count: number, pair: RatedPair) => Array.from({ length: count }, () => pair);
  return [
    ...times(both, [true, true]),
    ...times(onlyOne, [true, false]),
    ...times(onlyOther, [false, true]),
    ...times(neither, [false, false]),
  ];
}

describe('cohenKappa', () => {
  it.each([
    // Wikipedia, "Cohen's kappa": the grant example, and two tables with equal raw agreement.
    [table(20, 5, 10, 15), 0.7, 0.4],
    [table(45, 15, 25, 15), 0.6, 0.1304],
    [table(25, 35, 5, 35), 0.6, 0.2593],
    // Sim & Wright, Physical Therapy 85 (2005) 257–268, table 1: relevance of lateral shift.
    [table(22, 2, 4, 11), 0.8462, 0.67],
  ])('gives published values', (pairs, raw, kappa) => {
    const agreement = cohenKappa(pairs, 1);
    expect(agreement?.raw).toBeCloseTo(raw, 4);
    expect(agreement?.kappa).toBeCloseTo(kappa, kappa === 0.67 ? 2 : 4);
  });

  it('is 1 for full agreement and −1 for full disagreement over halves', () => {
    expect(cohenKappa(table(5, 0, 0, 5), 1)?.kappa).toBe(1);
    expect(cohenKappa(table(0, 5, 5, 0), 1)?.kappa).toBe(-1);
  });

  it('is unknown when both use one word alone, and without pairs', () => {
    expect(cohenKappa(table(10, 0, 0, 0), 1)).toMatchObject({ raw: 1, kappa: undefined });
    expect(cohenKappa([], 1)).toBeUndefined();
  });

  it('has an interval near the asymptotic one, the same every time, narrower for more pairs', () => {
    // Cohen 1960: the standard error is √(0.7 · 0.3 ÷ (50 · 0.5²)), about 0.13.
    const [low = 0, high = 0] = cohenKappa(table(20, 5, 10, 15), 7)?.interval ?? [];
    expect(low).toBeGreaterThan(0.4 - 2.3 * 0.13);
    expect(low).toBeLessThan(0.4 - 1.6 * 0.13);
    expect(high).toBeGreaterThan(0.4 + 1.6 * 0.13);
    expect(high).toBeLessThan(0.4 + 2.3 * 0.13);
    expect(cohenKappa(table(20, 5, 10, 15), 7)?.interval).toEqual([low, high]);
    const [less = 0, more = 0] = cohenKappa(table(200, 50, 100, 150), 7)?.interval ?? [];
    expect(more - less).toBeLessThan((high - low) / 2);
  });
});
