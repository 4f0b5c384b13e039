/** Longest key that is compared; a longer one is near to nothing. */
const longestKey = 40;

/**
 * Whether `written` is probably a misspelling of `wanted`: equal but for letter case, `-` and `_`,
 * or at most one edit in four letters away (two swapped letters are one edit).
 */
export function isNearKey(written: string, wanted: string): boolean {
  if (written.length > longestKey) return false;
  const [a, b] = [plain(written), plain(wanted)];
  const most = Math.max(1, Math.floor(b.length / 4));
  return Math.abs(a.length - b.length) <= most && editDistance(a, b) <= most;
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isEqual = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isEqual ? 0 : 1),
      );
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwap) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
}
