import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../units/seeded-random.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';

const passes = (count: number, total: number) =>
  Array.from({ length: total }, (_, index) => (index < count ? 1 : 0));

describe('pairedBootstrap', () => {
  it('estimates the mean difference and agrees with the normal interval for many cases', () => {
    const base = passes(200, 200);
    const head = passes(160, 200);
    const effect = pairedBootstrap({ base, head, seed: 1 });
    const error = Math.sqrt((0.2 * 0.8) / 200);
    expect(effect?.estimate).toBeCloseTo(-0.2, 12);
    expect(Math.abs(Number(effect?.low) - (-0.2 - 1.96 * error))).toBeLessThan(0.01);
    expect(Math.abs(Number(effect?.high) - (-0.2 + 1.96 * error))).toBeLessThan(0.01);
    expect(effect?.p).toBeLessThan(0.001);
  });

  it("finds the 1.58 hours of Student's sleep data (1908), within his t interval of 0.70 to 2.46", () => {
    const base = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const head = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const effect = pairedBootstrap({ base, head, seed: 1 });
    expect(effect?.estimate).toBeCloseTo(1.58, 10);
    expect(effect?.low).toBeGreaterThan(0.7);
    expect(effect?.high).toBeLessThan(2.46);
    expect(effect?.p).toBeLessThan(0.01);
  });

  it('gives equal results for equal seeds and others for other seeds', () => {
    const head = passes(41, 41).map((value, index) => value / (index + 1));
    const sample = { base: passes(30, 41), head };
    const effects = [7, 7, 8].map((seed) => pairedBootstrap({ ...sample, seed, resamples: 500 }));
    expect(effects[0]).toEqual(effects[1]);
    expect(effects[0]).not.toEqual(effects[2]);
  });

  it('finds no effect where nothing differs', () => {
    const base = [1, 0, 2 / 3];
    expect(pairedBootstrap({ base, head: base, seed: 1 })).toEqual({
      estimate: 0,
      low: 0,
      high: 0,
      p: 1,
    });
  });

  it('does not call a few differing cases proof', () => {
    expect(pairedBootstrap({ base: [1], head: [0], seed: 1 })?.p).toBe(0.5);
    expect(pairedBootstrap({ base: [1, 1, 1], head: [0, 0, 0], seed: 1 })?.p).toBe(0.125);
  });

  it('has no effect without cases', () => {
    expect(pairedBootstrap({ base: [], head: [], seed: 1 })).toBeUndefined();
  });

  it('draws whole groups, which widens the interval of cases that move together', () => {
    const base = passes(40, 40);
    const head = base.map((_, index) => (index % 40 < 10 ? 0 : 1));
    const groups = base.map((_, index) => `customer-${Math.floor(index / 10)}`);
    const alone = pairedBootstrap({ base, head, seed: 1 });
    const grouped = pairedBootstrap({ base, head, groups, seed: 1 });
    expect(grouped?.estimate).toBe(alone?.estimate);
    const width = (effect: typeof alone) => Number(effect?.high) - Number(effect?.low);
    expect(width(grouped)).toBeGreaterThan(2 * width(alone));
    expect(grouped?.p).toBeGreaterThanOrEqual(0.5);
  });

  it('takes cases without a group as groups of one', () => {
    const sample = { base: passes(9, 12), head: passes(7, 12), seed: 3 };
    const groups = sample.base.map(() => undefined);
    expect(pairedBootstrap({ ...sample, groups })).toEqual(pairedBootstrap(sample));
  });

  it('alarms in about one of twenty comparisons of equally good sides', () => {
    const next = seededRandom(99);
    const draw = () => Array.from({ length: 60 }, () => (next() / 2 ** 32 < 0.8 ? 1 : 0));
    const runs = Array.from({ length: 300 }, (_, seed) =>
      pairedBootstrap({ base: draw(), head: draw(), seed, resamples: 500 }),
    );
    const alarms = runs.filter((effect) => Number(effect?.p) < 0.05).length;
    expect(alarms).toBeGreaterThan(3);
    expect(alarms).toBeLessThan(33);
  });

  it('refuses values that are no numbers, and lists of different length', () => {
    expect(() => pairedBootstrap({ base: [Number.NaN], head: [1], seed: 1 })).toThrow(RangeError);
    expect(() => pairedBootstrap({ base: [1], head: [1, 0], seed: 1 })).toThrow(RangeError);
    expect(() => pairedBootstrap({ base: [1], head: [0], seed: 1, resamples: 0 })).toThrow(
      RangeError,
    );
  });
});
