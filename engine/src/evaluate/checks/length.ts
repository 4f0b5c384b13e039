import { isPlainObject } from '../../units/own-value.ts';
import { bounds, describeBounds, isWithin } from './bounds.ts';
import type { CheckPlug } from './contract.ts';
import { textOf } from './text-value.ts';

/** The value's text has between `min` and `max` characters (Unicode code points), both inclusive. */
export const length: CheckPlug = {
  key: 'length',
  readsValue: true,
  prepare(check) {
    const wanted = bounds(isPlainObject(check.argument) ? check.argument : {}, Number);
    const description = `to have ${describeBounds(wanted, (count) => `${count} characters`)}`;
    return ({ value }) => {
      const count = countCodePoints(textOf(value));
      return {
        kind: 'judged',
        holds: isWithin(count, wanted),
        wanted: description,
        got: `${count}`,
      };
    };
  },
};

function countCodePoints(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; count += 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return count;
}
