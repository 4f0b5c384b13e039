import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug } from './contract.ts';
import { textArgument } from './prepare-argument.ts';
import { rougeScore } from './rouge-score.ts';
import { textOf } from './text-value.ts';
import { wordsOf } from './words-of.ts';

const defaultMin = 0.5;
/** Words of either text; the longest common subsequence costs their product. */
const mostWords = 3_000;
/** UTF-16 units of either text. */
const longestText = 60_000;

/**
 * The value's text shares words with `to`: the F₁ score of ROUGE-1 (default), ROUGE-2 or ROUGE-L is at
 * least `min` (default 0.5). Words are Unicode's, letter case ignored, unstemmed.
 */
export const rougeN: CheckPlug = {
  key: 'rouge_n',
  readsValue: true,
  grades: true,
  prepare(check) {
    const argument = isPlainObject(check.argument) ? check.argument : {};
    const to = textArgument(ownValue(argument, 'to') ?? '');
    const n = sizeOf(ownValue(argument, 'n'));
    const min = Number(ownValue(argument, 'min') ?? defaultMin);
    return ({ value }, subject) => {
      const wanted = to.of(subject);
      if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
      const [candidate, reference] = [textOf(value), wanted.value].map(foldedWords);
      if (candidate === undefined || reference === undefined) {
        const reason = `the check cannot be judged: a text has more than ${mostWords} words`;
        return { kind: 'error', reason };
      }
      const score = rougeScore(candidate, reference, n);
      return {
        kind: 'judged',
        holds: score >= min,
        wanted: `to score at least ${min} by ROUGE-${n} against ${showValue(wanted.value)}`,
        got: `${Math.round(score * 1_000) / 1_000} for ${showValue(value)}`,
        score,
      };
    };
  },
};

function sizeOf(argument: JsonValue | undefined): 1 | 2 | 'L' {
  return argument === 2 || argument === 'L' ? argument : 1;
}

function foldedWords(text: string): string[] | undefined {
  if (text.length > longestText) return undefined;
  const words = [...wordsOf(text.toLowerCase())];
  return words.length > mostWords ? undefined : words;
}
