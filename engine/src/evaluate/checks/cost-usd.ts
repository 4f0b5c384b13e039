import { formatUsd } from '../../units/format-usd.ts';
import { parseUsd } from '../../units/nano-usd.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { bounds, isWithin } from './bounds.ts';
import type { CheckPlug } from './contract.ts';

/** One uncached call of the prompt costs between `min` and `max` US dollars, both inclusive. */
export const costUsd: CheckPlug = {
  key: 'cost_usd',
  readsValue: false,
  prepare(check) {
    const wanted = bounds(isPlainObject(check.argument) ? check.argument : {}, parseUsd);
    const description = `to cost ${describeUsd(wanted)}`;
    return (_, { answer }) => {
      const cost = answer?.listCostNanoUsd;
      if (cost === undefined) {
        return { kind: 'error', reason: 'the check cannot be judged: the price is unknown' };
      }
      return {
        kind: 'judged',
        holds: isWithin(cost, wanted),
        wanted: description,
        got: formatUsd(cost),
      };
    };
  },
};

function describeUsd({ min, max }: ReturnType<typeof bounds>): string {
  if (min === undefined) return `at most ${formatUsd(max ?? 0)}`;
  return max === undefined
    ? `at least ${formatUsd(min)}`
    : `${formatUsd(min)} to ${formatUsd(max)}`;
}
