import { distance } from 'fastest-levenshtein';
import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug } from './contract.ts';
import { textArgument } from './prepare-argument.ts';
import { textOf } from './text-value.ts';

/** UTF-16 units of either text; the work grows with the product of both. */
const longestText = 20_000;

/**
 * At most `max` characters (Unicode code points) must be inserted, deleted or replaced to make the
 * value's text into `to`.
 */
export const levenshtein: CheckPlug = {
  key: 'levenshtein',
  readsValue: true,
  prepare(check) {
    const argument = isPlainObject(check.argument) ? check.argument : {};
    const to = textArgument(ownValue(argument, 'to') ?? '');
    const max = Number(ownValue(argument, 'max') ?? 0);
    return ({ value }, subject) => {
      const wanted = to.of(subject);
      if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
      const text = textOf(value);
      if (Math.max(text.length, wanted.value.length) > longestText) {
        const reason = `the check cannot be judged: a text is longer than ${longestText} characters`;
        return { kind: 'error', reason };
      }
      const found = editDistance(text, wanted.value);
      return {
        kind: 'judged',
        holds: found <= max,
        wanted: `to differ from ${showValue(wanted.value)} in at most ${max} characters`,
        got: `${found} in ${showValue(text)}`,
      };
    };
  },
};

const isAstral = /[\u{10000}-\u{10FFFF}]/u;

/** Levenshtein distance in code points; the library counts UTF-16 units. */
function editDistance(one: string, other: string): number {
  if (!isAstral.test(one) && !isAstral.test(other)) return distance(one, other);
  const units = new Map<string, string>();
  const inUnits = (text: string) => {
    let written = '';
    for (const point of text) {
      const unit = units.get(point) ?? String.fromCharCode(units.size + 1);
      units.set(point, unit);
      written += unit;
    }
    return written;
  };
  return distance(inUnits(one), inUnits(other));
}
