/** Things that are costly to make, by key; the longest unused are forgotten. */
export interface Recent<Thing> {
  /** What is remembered under a key, or what `make` makes; what rejects is not remembered. */
  take(key: string, make: () => Thing): Thing;
}

/** Remembers so many things, in memory. */
export function rememberRecent<Thing extends Promise<unknown>>(most: number): Recent<Thing> {
  const things = new Map<string, Thing>();
  return {
    take(key, make) {
      const thing = things.get(key) ?? make();
      things.delete(key);
      things.set(key, thing);
      thing.catch(() => {
        if (things.get(key) === thing) things.delete(key);
      });
      const [oldest] = things.keys();
      if (things.size > most && oldest !== undefined) things.delete(oldest);
      return thing;
    },
  };
}
