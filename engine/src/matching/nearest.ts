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
  const [small, smallCandidate] = [name.toLowerCase(), candidate.toLowerCase()];
  if (small === name && smallCandidate === candidate) return exact;
  const folded = editDistance(small, smallCandidate, allowed);
  return Math.min(exact, folded + 0.5);
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other
 * (optimal string alignment), counted in UTF-16 units; `Infinity` when it is more than `atMost` or a text is longer than
 * 100 units. Work is bounded by 100 × (2 × `atMost` + 1) steps.
 */
export function editDistance(from: string, to: string, atMost = longestName): number {
  if (from === to) return 0;
  if (from.length > longestName || to.length > longestName) return Number.POSITIVE_INFINITY;
  if (Math.abs(from.length - to.length) > atMost) return Number.POSITIVE_INFINITY;
  const start = sharedStart(from, to);
  const end = sharedEnd(from, to, start);
  return bandedDistance(
    from.slice(start, from.length - end),
    to.slice(start, to.length - end),
    atMost,
  );
}

/** Only cells within `atMost` of the diagonal can be on the way to a distance of at most that. */
function bandedDistance(from: string, to: string, atMost: number): number {
  const width = to.length + 1;
  const far = longestName * 2;
  let beforeLast = new Uint8Array(width).fill(far);
  let last = new Uint8Array(width).fill(far);
  let current = new Uint8Array(width).fill(far);
  for (let column = 0; column <= Math.min(to.length, atMost); column += 1) last[column] = column;
  for (let row = 1; row <= from.length; row += 1) {
    const first = Math.max(0, row - atMost);
    // The row is used again; what stands beside the band is far.
    if (first > 0) current[first - 1] = far;
    if (row + atMost < to.length) current[row + atMost + 1] = far;
    let least = far;
    for (let column = first; column <= Math.min(to.length, row + atMost); column += 1) {
      const cost =
        column === 0 ? row : cellCost(from, to, row, column, current, last, beforeLast, far);
      current[column] = Math.min(cost, far);
      least = Math.min(least, cost);
    }
    if (least > atMost) return Number.POSITIVE_INFINITY;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  const distance = last[to.length] as number;
  return distance <= atMost ? distance : Number.POSITIVE_INFINITY;
}

function cellCost(
  from: string,
  to: string,
  row: number,
  column: number,
  current: Uint8Array,
  last: Uint8Array,
  beforeLast: Uint8Array,
  far: number,
): number {
  const [here, there] = [from.charCodeAt(row - 1), to.charCodeAt(column - 1)];
  const isSwap =
    row > 1 &&
    column > 1 &&
    here === to.charCodeAt(column - 2) &&
    from.charCodeAt(row - 2) === there;
  return Math.min(
    (last[column] as number) + 1,
    (current[column - 1] as number) + 1,
    (last[column - 1] as number) + (here === there ? 0 : 1),
    isSwap ? (beforeLast[column - 2] as number) + 1 : far,
  );
}

function sharedStart(from: string, to: string): number {
  let count = 0;
  while (count < from.length && from.charCodeAt(count) === to.charCodeAt(count)) count += 1;
  return count;
}

function sharedEnd(from: string, to: string, start: number): number {
  const most = Math.min(from.length, to.length) - start;
  let count = 0;
  while (
    count < most &&
    from.charCodeAt(from.length - 1 - count) === to.charCodeAt(to.length - 1 - count)
  ) {
    count += 1;
  }
  return count;
}
