import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { findQuotes } from './find-quotes.ts';
import { textArgument } from './prepare-argument.ts';
import { textOf } from './text-value.ts';
import { longestText, tooLongReason, wordsOf } from './words-of.ts';

const defaultMinWords = 3;
const defaultMinQuotes = 1;
/** Quotations that are looked for; each costs one pass over the source. */
const mostQuotes = 100;

/**
 * What the value quotes occurs in `source`: white space, letter case and the kind of quotation marks
 * do not count, `…` stands for what was left out. Quotations of fewer than `min_words` words (default 3)
 * are none. A value that is a list of texts is a list of quotations of any length, but for texts without
 * a word. Fewer than `min_quotes` (default 1) do not hold.
 */
export const grounded: CheckPlug = {
  key: 'grounded',
  readsValue: true,
  grades: true,
  prepare(check) {
    const argument = isPlainObject(check.argument) ? check.argument : {};
    const source = textArgument(ownValue(argument, 'source') ?? '');
    const minWords = Number(ownValue(argument, 'min_words') ?? defaultMinWords);
    const minQuotes = Number(ownValue(argument, 'min_quotes') ?? defaultMinQuotes);
    const wanted = `to quote its source${minQuotes > 1 ? ` ${minQuotes} times` : ''}`;
    return ({ value }, subject): Finding => {
      const text = source.of(subject);
      if (text.fault !== undefined) return { kind: 'error', reason: text.fault };
      if (Math.max(textOf(value).length, text.value.length) > longestText) {
        return { kind: 'error', reason: tooLongReason };
      }
      const quotes = quotesOf(value, minWords);
      if (quotes.length > mostQuotes) {
        const reason = `the check cannot be judged: there are more than ${mostQuotes} quotations`;
        return { kind: 'error', reason };
      }
      const searched = normalise(text.value);
      const strange = quotes.filter((quote) => !occurs(quote, searched));
      if (quotes.length < minQuotes) {
        const got = quotes.length === 0 ? 'no quotation' : `${quotes.length}`;
        return { kind: 'judged', holds: false, wanted, got, score: 0 };
      }
      return {
        kind: 'judged',
        holds: strange.length === 0,
        wanted,
        ...(strange.length > 0 && { got: `${showValue(strange[0])}, which is not in it` }),
        score: quotes.length === 0 ? 1 : 1 - strange.length / quotes.length,
      };
    };
  },
};

function quotesOf(value: JsonValue, minWords: number): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.filter((quote) => hasWords(quote, 1));
  }
  return findQuotes(textOf(value)).filter((quote) => hasWords(quote, Math.max(1, minWords)));
}

function hasWords(text: string, count: number): boolean {
  let words = 0;
  for (const _ of wordsOf(text)) if (++words >= count) return true;
  return false;
}

/** Every piece between dots of omission, in order; a sentence's last sign may be the quoter's own. */
function occurs(quote: string, source: string): boolean {
  const pieces = normalise(quote)
    .split(/\[?(?:…|\.\.\.)\]?/)
    .map((piece) => piece.trim().replace(/[.,;:!?]$/, ''));
  let from = 0;
  for (const piece of pieces) {
    const at = source.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return true;
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[“”„«»‹›「」『』]/g, '"')
    .replaceAll(/[‘’‚ʼ]/g, "'")
    .replaceAll(/[‐‑–—]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
