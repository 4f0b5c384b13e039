/** Runs work of one key strictly one after the other. */
export type Lanes = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Lanes that exist as long as somebody drives on them. */
export function openLanes(): Lanes {
  const ends = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const done = (ends.get(key) ?? Promise.resolve()).then(work, work);
    const end = done.catch(() => undefined);
    ends.set(key, end);
    void end.then(() => {
      if (ends.get(key) === end) ends.delete(key);
    });
    return done;
  };
}
