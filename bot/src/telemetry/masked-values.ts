/** Every secret value that this process has loaded so far. */
export interface MaskedValues {
  values(): readonly string[];
  /** From now on it is masked. */
  add(value: string): void;
}

/** Very short values would mask half of every text. */
const shortestMasked = 6;

/** Starts with the secrets of the configuration; those of accounts come when they are opened. */
export function openMaskedValues(first: readonly string[]): MaskedValues {
  const all = new Set(first.filter((value) => value.length >= shortestMasked));
  return {
    values: () => [...all],
    add: (value) => {
      if (value.length >= shortestMasked) all.add(value);
    },
  };
}
