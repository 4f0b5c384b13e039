import { isPlainObject } from '../../units/own-value.ts';
import { bounds, describeBounds, isWithin } from './bounds.ts';
import type { CheckPlug } from './contract.ts';

/** The model wrote between `min` and `max` tokens as the vendor counted them, both inclusive. */
export const tokens: CheckPlug = {
  key: 'tokens',
  readsValue: false,
  subject: 'the answer',
  prepare(check) {
    const wanted = bounds(isPlainObject(check.argument) ? check.argument : {}, Number);
    const description = `to have ${describeBounds(wanted, (count) => `${count} output tokens`)}`;
    return (_, { answer }) => {
      const count = answer?.usage.outputTokens;
      if (count === undefined) {
        const reason = 'the check cannot be judged: the vendor did not count the output tokens';
        return { kind: 'error', reason };
      }
      const holds = isWithin(count, wanted);
      return { kind: 'judged', holds, wanted: description, got: `${count}` };
    };
  },
};
