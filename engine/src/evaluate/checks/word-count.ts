import { isPlainObject } from '../../units/own-value.ts';
import { bounds, describeBounds, isWithin } from './bounds.ts';
import type { CheckPlug } from './contract.ts';
import { textOf } from './text-value.ts';
import { longestText, tooLongReason, wordsOf } from './words-of.ts';

/** The value's text has between `min` and `max` words as Unicode finds them, both inclusive. */
export const wordCount: CheckPlug = {
  key: 'word_count',
  readsValue: true,
  prepare(check) {
    const wanted = bounds(isPlainObject(check.argument) ? check.argument : {}, Number);
    const description = `to have ${describeBounds(wanted, (count) => `${count} words`)}`;
    return ({ value }) => {
      const text = textOf(value);
      if (text.length > longestText) return { kind: 'error', reason: tooLongReason };
      let count = 0;
      for (const _ of wordsOf(text)) count += 1;
      const holds = isWithin(count, wanted);
      return { kind: 'judged', holds, wanted: description, got: `${count}` };
    };
  },
};
