/** Inclusive limits; at least one is given. */
export interface Bounds {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** The `min` and `max` of a check's argument, each read by `read`. */
export function bounds(
  argument: Readonly<Record<string, unknown>>,
  read: (value: string | number) => number,
): Bounds {
  const limit = (key: 'min' | 'max') => {
    const value = Object.hasOwn(argument, key) ? argument[key] : undefined;
    return typeof value === 'number' || typeof value === 'string' ? read(value) : undefined;
  };
  return { min: limit('min'), max: limit('max') };
}

/** True when the amount lies between the limits, both included. */
export function isWithin(amount: number, { min, max }: Bounds): boolean {
  return (min === undefined || amount >= min) && (max === undefined || amount <= max);
}

/** `20 to 280 characters`, `at most 280 characters`, `at least 20 characters`. */
export function describeBounds({ min, max }: Bounds, show: (amount: number) => string): string {
  if (min === undefined) return `at most ${show(max ?? 0)}`;
  if (max === undefined) return `at least ${show(min)}`;
  return `${min} to ${show(max)}`;
}
