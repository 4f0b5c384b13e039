/**
 * Fields that say how long an answer took and what it took to get it: two runs with equal answers may
 * differ in them (a warm cache, a retry, a slow hour) and in nothing else. `--no-times` leaves them
 * out. Prices of uncached calls (`listCostNanoUsd`) follow from the answer and are not among them.
 */
export const measuredFields = [
  'latencyMs',
  'latencyP50Ms',
  'latencyP95Ms',
  'source',
  'requests',
  'cached',
  'replayed',
  'costNanoUsd',
  'answerCostNanoUsd',
  'knownCostNanoUsd',
  'unknownCostCalls',
  'isUpperBound',
  'savedNanoUsd',
] as const;

type MeasuredField = (typeof measuredFields)[number];

/** A value without what was measured: the keys stay, their values are `undefined`. */
export type WithoutMeasured<Value> = {
  readonly [Key in keyof Value]: Key extends MeasuredField ? undefined : Value[Key];
};

const isMeasured: ReadonlySet<string> = new Set(measuredFields);

/** A copy of a result, an outcome or a summary whose measured fields, also its checks', are `undefined`. */
export function withoutMeasured<Value extends object>(value: Value): WithoutMeasured<Value> {
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    isMeasured.has(key)
      ? undefined
      : key === 'checks' && Array.isArray(item)
        ? item.map(withoutMeasured)
        : item,
  ]);
  return Object.fromEntries(entries) as WithoutMeasured<Value>;
}
