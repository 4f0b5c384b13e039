import { plainLine } from '../../units/plain-text.ts';
import type { CheckPlug } from './contract.ts';
import { refusalPhrases } from './refusal-phrases.ts';
import { textOf } from './text-value.ts';

/** UTF-16 units from the start: who refuses says so at once, and a long answer is no refusal. */
const searchedStart = 400;

/**
 * The model refused: the vendor says so, or the beginning of the text has a phrase of refusal in one
 * of eleven languages. The phrases are a heuristic; its precision on a corpus stands in its test.
 */
export const isRefusal: CheckPlug = {
  key: 'is_refusal',
  readsValue: true,
  prepare() {
    const wanted = 'to be a refusal';
    return ({ value }, { answer }) => {
      if (answer?.finishReason === 'refusal') {
        return { kind: 'judged', holds: true, wanted, got: 'a refusal, as the vendor says' };
      }
      return { kind: 'judged', holds: soundsLikeRefusal(textOf(value)), wanted };
    };
  },
};

const phrases = Object.values(refusalPhrases).flat();

/** True when the beginning of a text has a phrase of refusal. */
export function soundsLikeRefusal(text: string): boolean {
  const start = plainLine(text.slice(0, searchedStart)).toLowerCase().replaceAll(/[’‘ʼ]/g, "'");
  return phrases.some((phrase) => phrase.test(start));
}
