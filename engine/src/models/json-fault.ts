const deepestJson = 100;

/**
 * Why a parsed value is not kept as JSON, completing "the answer …": nested deeper than 100 levels, so
 * that walking it could exhaust the stack, or a number such as 1e400, which reads as infinity and
 * cannot be written again. `undefined` when nothing is wrong.
 */
export function jsonFault(value: unknown): string | undefined {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= deepestJson; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'number' && !Number.isFinite(item))
        return 'holds a number that is too large';
      if (typeof item === 'object' && item !== null)
        for (const below of Object.values(item)) next.push(below);
    }
    if (next.length === 0) return undefined;
    level = next;
  }
  return 'is nested deeper than 100 levels';
}
