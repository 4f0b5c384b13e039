const deepestJson = 100;

/** True when a value is nested at most 100 levels deep, so that walking it cannot exhaust the stack. */
export function isShallowJson(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= deepestJson; depth++) {
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'object' && item !== null)
        for (const below of Object.values(item)) next.push(below);
    }
    if (next.length === 0) return true;
    level = next;
  }
  return false;
}
