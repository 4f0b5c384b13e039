import { fail } from '../fail.ts';
import { PyFloat, type Value } from './value.ts';

/** An integer in its canonical form: `number` while safe, `bigint` beyond. */
export function canonicalInteger(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

/** The integer that a value is (booleans are 0 and 1), else `undefined`. */
export function asInteger(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** True for int, bool and float. */
export function isNumeric(value: Value): boolean {
  return asInteger(value) !== undefined || value instanceof PyFloat;
}

/** The number as a double; integers beyond its range fail as in Python. */
export function toDouble(value: number | bigint | PyFloat): number {
  if (value instanceof PyFloat) return value.value;
  if (typeof value === 'number') return value;
  const double = Number(value);
  if (!Number.isFinite(double)) fail('int too large to convert to float');
  return double;
}
