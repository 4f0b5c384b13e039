const longestName = 100;
const mostCandidates = 5_000;

/**
 * The candidate that a misspelled name most likely means, for "did you mean"; `undefined` when none
 * is near: more than a third of the name's letters (at least one, at most three) would have to change.
 * Letter case counts half. Of equally near ones the first wins. Looks at 5,000 candidates at most.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  const allowed = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let nearest: string | undefined;
  let nearestDistance = allowed + 0.5;
  let seen = 0;
  for (const candidate of candidates) {
    seen += 1;
    if (seen > mostCandidates) break;
    if (candidate === name) continue;
    const distance = nameDistance(name, candidate, allowed);
    if (distance < nearestDistance) {
      nearest = candidate;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** Letter case alone is half an edit; a bare `-`, `_` or space is a plain edit. */
function nameDistance(name: string, candidate: string, allowed: number): number {
  const exact = editDistance(name, candidate, allowed);
  const folded = editDistance(name.toLowerCase(), candidate.toLowerCase(), allowed);
  return Math.min(exact, folded + 0.5);
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other
 * (optimal string alignment), counted in UTF-16 units; `Infinity` when it is more than `atMost` or a text is longer than
 * 100 units. Work is bounded by 100 × 100 steps.
 */
export function editDistance(from: string, to: string, atMost = longestName): number {
  if (from === to) return 0;
  if (from.length > longestName || to.length > longestName) return Number.POSITIVE_INFINITY;
  if (Math.abs(from.length - to.length) > atMost) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...current) > atMost) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = current;
  }
  const distance = at(last, to.length);
  return distance <= atMost ? distance : Number.POSITIVE_INFINITY;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
