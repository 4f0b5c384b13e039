/**
 * Whether an id fits a glob: `*` stands for any letters between slashes, `**` between two slashes (or at an
 * end) for any folders, also none. Work is bounded by the product of the two lengths, whatever the glob.
 */
export function matchGlob(glob: string, id: string): boolean {
  return matchStars(glob.split('/'), id.split('/'), {
    isStar: (part) => part === '**',
    isSame: (part, folder) =>
      matchStars([...part], [...folder], {
        isStar: (letter) => letter === '*',
        isSame: (a, b) => a === b,
      }),
  });
}

interface Matching {
  isStar(unit: string): boolean;
  isSame(unit: string, other: string): boolean;
}

/** Only the last star can need another try, so that there is no backtracking into earlier ones. */
function matchStars(
  pattern: readonly string[],
  units: readonly string[],
  { isStar, isSame }: Matching,
): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let next = 0; next < units.length; ) {
    const unit = pattern[at];
    if (unit !== undefined && isStar(unit)) {
      star = at;
      resume = next;
      at += 1;
    } else if (unit !== undefined && isSame(unit, units[next] ?? '')) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      next = resume;
    } else return false;
  }
  return pattern.slice(at).every(isStar);
}
