/** Levels of lists and maps that an answer may have: documents and tables are at most 100 deep in theirs. */
const deepestAnswer = 160;

/** True when a value is no deeper than an honest answer, so that walking it cannot exhaust the stack. */
export function isWithinDepth(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= deepestAnswer; depth += 1) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const below of Object.values(item)) next.push(below);
    }
    if (next.length === 0) return true;
    level = next;
  }
  return false;
}
