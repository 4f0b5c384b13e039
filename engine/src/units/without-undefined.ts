/** A record without the keys that hold `undefined`, which JSON would drop anyway. */
export function withoutUndefined(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
