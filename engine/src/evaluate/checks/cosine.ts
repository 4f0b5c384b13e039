/** More numbers than any embedding has. */
const mostNumbers = 20_000;

/**
 * The cosine of two vectors, cut to 0..1: opposite meanings count as unlike ones. `undefined` when
 * their lengths differ or one is all zeros.
 */
export function cosine(one: readonly number[], other: readonly number[]): number | undefined {
  if (one.length !== other.length) return undefined;
  const lengths = Math.hypot(...one) * Math.hypot(...other);
  if (lengths === 0 || !Number.isFinite(lengths)) return undefined;
  const product = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return Math.min(1, Math.max(0, product / lengths));
}

/** An embedding as the model desk gives it, a JSON list of numbers; `undefined` when it is none. */
export function readVector(text: string): readonly number[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > mostNumbers) return undefined;
  return value.every((item) => typeof item === 'number' && Number.isFinite(item))
    ? value
    : undefined;
}
