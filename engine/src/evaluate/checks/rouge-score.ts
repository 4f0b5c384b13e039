/**
 * F₁ of the overlap of two lists of words, 0..1: of their n-grams (`1`, `2`), or of their longest
 * common subsequence (`L`, the whole text as one sentence). 0 when either has no such n-gram.
 * @source Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", with β = 1
 */
export function rougeScore(
  candidate: readonly string[],
  reference: readonly string[],
  n: 1 | 2 | 'L',
): number {
  if (n === 'L') {
    return harmonic(subsequenceLength(candidate, reference), candidate.length, reference.length);
  }
  const ofCandidate = countGrams(candidate, n);
  const ofReference = countGrams(reference, n);
  let shared = 0;
  for (const [gram, count] of ofReference) shared += Math.min(count, ofCandidate.get(gram) ?? 0);
  return harmonic(shared, candidate.length - n + 1, reference.length - n + 1);
}

function harmonic(shared: number, ofCandidate: number, ofReference: number): number {
  return shared === 0 ? 0 : (2 * shared) / (ofCandidate + ofReference);
}

function countGrams(words: readonly string[], n: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + n <= words.length; start += 1) {
    const gram = words.slice(start, start + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** Two rows of the usual table: memory stays linear. */
function subsequenceLength(one: readonly string[], other: readonly string[]): number {
  let above = new Uint32Array(other.length + 1);
  let row = new Uint32Array(other.length + 1);
  for (const word of one) {
    for (let at = 1; at <= other.length; at += 1) {
      row[at] =
        word === other[at - 1]
          ? (above[at - 1] as number) + 1
          : Math.max(above[at] as number, row[at - 1] as number);
    }
    [above, row] = [row, above];
  }
  return above[other.length] as number;
}
