/** UTF-16 units of a text that is cut into words; what lies behind is an error, never ignored. */
export const longestText = 200_000;

/**
 * The words of a text as Unicode finds them (UAX 29, in any language): no spaces, no punctuation.
 * Lazy, so that counting holds no list.
 */
export function* wordsOf(text: string): Generator<string> {
  // Made here: the first one loads Unicode's rules for milliseconds, and few runs count words.
  const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true) yield segment;
  }
}

/** Why a text is not cut into words. */
export const tooLongReason = `the check cannot be judged: the text is longer than ${longestText} characters`;
