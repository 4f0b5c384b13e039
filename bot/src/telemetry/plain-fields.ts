import { GalleyError } from '@galley/engine/errors';

const longestText = 4_000;
const mostItems = 100;
const deepestLevel = 6;

/**
 * Fields as JSON can say them: errors by name, message and code; long texts and lists cut, circles ended.
 * @param options.showsStack also where errors that nobody expected come from
 */
export function plainFields(
  fields: Readonly<Record<string, unknown>>,
  { showsStack }: { readonly showsStack: boolean },
): Record<string, unknown> {
  const whole = (value: unknown, levelsLeft: number): unknown =>
    value instanceof Error && levelsLeft > 0
      ? plainError(value, { showsStack, plain: (inner) => whole(inner, levelsLeft - 1) })
      : plain(value, levelsLeft, whole);
  return whole(fields, deepestLevel) as Record<string, unknown>;
}

type Inside = (value: unknown, levelsLeft: number) => unknown;

function plain(value: unknown, levelsLeft: number, inside: Inside): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  if (typeof value === 'number') return Number.isFinite(value) ? value : `${value}`;
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (levelsLeft === 0) return '…';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((item) => inside(item, levelsLeft - 1));
    return value.length > mostItems ? [...items, `… ${value.length - mostItems} more`] : items;
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.slice(0, mostItems).map(([key, item]) => [`${key}`, inside(item, levelsLeft - 1)]),
  );
}

/** An error without what clients hang onto it: a request's headers hold tokens. */
function plainError(
  error: Error,
  { showsStack, plain }: { showsStack: boolean; plain: (value: unknown) => unknown },
): Record<string, unknown> {
  const { code, status } = error as Error & { code?: unknown; status?: unknown };
  const isRefusal = error instanceof GalleyError;
  return {
    name: error.name,
    message: cut(error.message),
    ...(code === undefined ? {} : { code: plain(code) }),
    ...(status === undefined ? {} : { status: plain(status) }),
    ...(isRefusal && error.hint !== undefined ? { hint: cut(error.hint) } : {}),
    // A refusal says where it comes from by its code.
    ...(showsStack && !isRefusal ? { stack: cut(error.stack ?? '') } : {}),
    ...(error.cause === undefined ? {} : { cause: plain(error.cause) }),
  };
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
