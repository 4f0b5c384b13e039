const mostDimensions = 65_536;

/** A vector as the JSON text of an answer; `undefined` for anything but a list of finite numbers. */
export function vectorText(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostDimensions)
    return undefined;
  if (!value.every((item) => typeof item === 'number' && Number.isFinite(item))) return undefined;
  return JSON.stringify(value);
}
