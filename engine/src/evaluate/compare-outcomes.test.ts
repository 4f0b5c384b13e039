import { describe, expect, it } from 'vitest';
import { adjustComparisons } from './adjust-comparisons.ts';
import { type CompareOptions, compareOutcomes } from './compare-outcomes.ts';
import { checkOf } from './testing/library-in-memory.ts';
import { checkResultOf, runOf, runsOf } from './testing/run-in-memory.ts';

const checks = [checkOf('contains', 'Acme', { name: 'names Acme' })];
const options: CompareOptions = {
  checks,
  gate: { passRate: { maxDrop: 0.05 }, whenUnsure: 'warn', confirmRuns: 5 },
  repeats: 1,
  passAtLeast: undefined,
};

/** `count` cases with these draws each, named after `prefix`. */
const many = (prefix: string, count: number, draws: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, draws]));

const verdictsOf = (raw: ReturnType<typeof compareOutcomes>) => {
  const [list] = adjustComparisons([raw]);
  return list?.map((comparison) => comparison.verdict);
};

describe('compareOutcomes', () => {
  it('pairs by case, the pass rate first', () => {
    const base = runsOf({ ...many('kept', 30, 'p'), ...many('lost', 10, 'p') });
    const head = runsOf({ ...many('lost', 10, 'f'), ...many('kept', 30, 'p') });
    const [passRate, check] = compareOutcomes(base, head, options);
    expect(passRate).toMatchObject({
      name: 'pass rate',
      kind: 'pass-rate',
      base: 1,
      head: 0.75,
      difference: -0.25,
      test: 'mcnemar-mid-p',
      p: 0.5 ** 10,
      pairedCases: 40,
    });
    expect(check).toMatchObject({ name: 'names Acme', kind: 'check', difference: -0.25 });
    expect(passRate?.interval?.[0]).toBeLessThan(-0.25);
    expect(passRate?.interval?.[1]).toBeGreaterThan(-0.25);
  });

  it('takes a case’s mean over its draws for checks, and its verdict for the pass rate', () => {
    const [passRate, check] = compareOutcomes(
      runsOf({ 'case-1': 'ppp' }),
      runsOf({ 'case-1': 'ppf' }),
      { ...options, repeats: 3 },
    );
    expect(passRate).toMatchObject({ base: 1, head: 1, difference: 0 });
    expect(check?.difference).toBeCloseTo(-1 / 3);
  });

  it('uses the bootstrap for groups and for judges', () => {
    const base = runsOf(many('c', 8, 'p'), { group: 'ticket-1' });
    const head = runsOf(many('c', 8, 'f'), { group: 'ticket-1' });
    const grouped = compareOutcomes(base, head, options);
    expect(grouped.map((one) => one.test)).toEqual(['paired-bootstrap', 'paired-bootstrap']);
    expect(grouped[0]?.p).toBeGreaterThan(0.05);

    const graded = (score: number) =>
      runsOf(many('c', 20, 'p'), { check: { score, key: 'judge' } });
    const judged = { ...options, checks: [checkOf('judge', 'polite', { name: 'names Acme' })] };
    const [, polite] = compareOutcomes(graded(0.9), graded(0.7), judged);
    expect(polite).toMatchObject({ test: 'paired-bootstrap' });
    expect(polite?.difference).toBeCloseTo(-0.2);
    expect(polite?.p).toBeLessThan(0.05);
  });

  it('leaves out of the pairs what one side did not judge', () => {
    const [passRate] = compareOutcomes(
      runsOf({ a: 'p', b: 'n', c: 'p' }),
      runsOf({ a: 'p', b: 'f', c: 'e' }),
      options,
    );
    expect(passRate).toMatchObject({ pairedCases: 1, difference: 0 });
  });

  it('gives equal numbers for equal runs', () => {
    const base = runsOf({ ...many('kept', 20, 'ppf'), ...many('lost', 5, 'ppp') });
    const head = runsOf({ ...many('kept', 20, 'pfp'), ...many('lost', 5, 'fpf') });
    const three = { ...options, repeats: 3 };
    expect(compareOutcomes(base, head, three)).toEqual(compareOutcomes(base, head, three));
  });
});

describe('adjustComparisons', () => {
  it('is worse only with evidence and a drop beyond the gate', () => {
    const base = runsOf(many('c', 40, 'p'));
    const drop = (count: number) =>
      runsOf({
        ...many('c', 40, 'p'),
        ...Object.fromEntries(Object.entries(many('c', count, 'f'))),
      });
    expect(verdictsOf(compareOutcomes(base, drop(12), options))).toEqual(['worse', 'worse']);
    const loose = { ...options, gate: { ...options.gate, passRate: { maxDrop: 0.5 } } };
    expect(verdictsOf(compareOutcomes(base, drop(12), loose))).toEqual([
      'no-evidence',
      'no-evidence',
    ]);
    expect(verdictsOf(compareOutcomes(base, drop(2), options))).toEqual([
      'inconclusive',
      'inconclusive',
    ]);
  });

  it('is better with evidence of a gain, and no evidence where nothing differs', () => {
    const failing = runsOf(many('c', 20, 'f'));
    const passing = runsOf(many('c', 20, 'p'));
    expect(verdictsOf(compareOutcomes(failing, passing, options))).toEqual(['better', 'better']);
    expect(verdictsOf(compareOutcomes(passing, passing, options))).toEqual([
      'no-evidence',
      'no-evidence',
    ]);
  });

  it('is new without a base, for new cases, and for a check that base lacks', () => {
    const head = runsOf({ a: 'f', b: 'p' });
    expect(compareOutcomes(undefined, head, options)[0]).toMatchObject({
      head: 0.5,
      base: undefined,
    });
    expect(verdictsOf(compareOutcomes(undefined, head, options))).toEqual(['new', 'new']);
    const newCases = new Set(['a', 'b']);
    expect(verdictsOf(compareOutcomes(head, head, { ...options, newCases }))).toEqual([
      'new',
      'new',
    ]);
    const schema = checkOf('json_schema', true, { name: 'output schema' });
    const more = runsOf({ a: 'p', b: 'p' }).map((run) => ({
      ...run,
      checks: [...run.checks, checkResultOf('output schema')],
    }));
    const added = { ...options, checks: [...checks, schema] };
    expect(verdictsOf(compareOutcomes(head, more, added))?.at(-1)).toBe('new');
  });

  it('is inconclusive without a pair, saying that no drop could show', () => {
    const [list] = adjustComparisons([
      compareOutcomes(runsOf({ a: 'n' }), runsOf({ a: 'p' }), options),
    ]);
    expect(list?.[0]).toMatchObject({
      verdict: 'inconclusive',
      difference: undefined,
      adjustedP: undefined,
      power: { detectableDrop: 1, wantedDrop: 0.05, casesNeeded: undefined },
    });
  });

  it('says how small a drop so many cases could show, and how many are needed', () => {
    const base = runsOf(many('c', 40, 'p'));
    const head = runsOf({ ...many('c', 40, 'p'), 'c-0': 'f', 'c-1': 'f' });
    const [list] = adjustComparisons([compareOutcomes(base, head, options)]);
    const power = list?.[0]?.power;
    expect(power?.detectableDrop).toBeGreaterThan(0.05);
    expect(power?.detectableDrop).toBeLessThan(0.3);
    expect(power?.casesNeeded).toBeGreaterThan(40);
  });

  it('adjusts over all gated comparisons of all suites, weighted ones apart', () => {
    const base = runsOf(many('c', 30, 'p'));
    const head = runsOf({ ...many('c', 30, 'p'), ...many('c', 6, 'f') });
    const one = compareOutcomes(base, head, options);
    const p = one[0]?.p ?? 1;
    const suites = [one, one, one];
    const adjusted = adjustComparisons(suites);
    expect(adjusted[0]?.[0]?.adjustedP).toBeCloseTo(p * 6, 10);
    const weighted = one.map((raw) => ({ ...raw, isWeighted: true }));
    expect(adjustComparisons([one, weighted])[0]?.[0]?.adjustedP).toBeCloseTo(p * 2, 10);
  });

  it('blocks on worse, and on inconclusive only where the gate says so; never on weighted checks', () => {
    const base = runsOf(many('c', 40, 'p'));
    const worse = runsOf({ ...many('c', 40, 'p'), ...many('c', 15, 'f') });
    const unsure = runsOf({ ...many('c', 40, 'p'), ...many('c', 2, 'f') });
    const weighted = [checkOf('contains', 'Acme', { name: 'names Acme', weight: 1 })];
    const blocking = (head: typeof base, more: Partial<CompareOptions>) =>
      adjustComparisons([compareOutcomes(base, head, { ...options, ...more })])[0]?.map(
        (one) => one.isBlocking,
      );
    expect(blocking(worse, {})).toEqual([true, true]);
    expect(blocking(worse, { checks: weighted })).toEqual([true, false]);
    expect(blocking(unsure, {})).toEqual([false, false]);
    const block = { gate: { ...options.gate, whenUnsure: 'block' as const } };
    expect(blocking(unsure, block)).toEqual([true, true]);
  });

  it('tests nothing where every request is the same on both sides', () => {
    const same = (outcome: 'passed' | 'failed') =>
      Array.from({ length: 12 }, (_, index) =>
        runOf(`c-${index}`, {
          outcome,
          requestKey: `request ${index}`,
          checks: [checkResultOf('names Acme', { outcome })],
        }),
      );
    const raw = compareOutcomes(same('passed'), same('failed'), options);
    expect(raw[0]).toMatchObject({ test: 'none', p: undefined, difference: -1 });
    expect(verdictsOf(raw)).toEqual(['no-evidence', 'no-evidence']);
  });
});
