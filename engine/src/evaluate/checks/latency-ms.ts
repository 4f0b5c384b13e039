import { isPlainObject } from '../../units/own-value.ts';
import { bounds, describeBounds, isWithin } from './bounds.ts';
import type { CheckPlug } from './contract.ts';

/**
 * Milliseconds from request to complete answer lie within the limits. A cached or replayed answer
 * keeps the time it was recorded with.
 */
export const latencyMs: CheckPlug = {
  key: 'latency_ms',
  readsValue: false,
  prepare(check) {
    const wanted = bounds(isPlainObject(check.argument) ? check.argument : {}, Number);
    const description = `to take ${describeBounds(wanted, (ms) => `${ms} ms`)}`;
    return (_, { answer }) => {
      const took = answer?.latencyMs;
      if (took === undefined || !Number.isFinite(took)) {
        return { kind: 'error', reason: 'the check cannot be judged: the time is unknown' };
      }
      return {
        kind: 'judged',
        holds: isWithin(took, wanted),
        wanted: description,
        got: `${Math.round(took)} ms`,
      };
    };
  },
};
