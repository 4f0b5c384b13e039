import { asInteger } from '../values/number.ts';
import { type PyFloat, PyTuple, type Value } from '../values/value.ts';
import { defineMethod } from './define-method.ts';
import type { Method } from './method.ts';

/** Methods of int and bool. */
export const integerMethods: ReadonlyMap<string, Method> = new Map([
  defineMethod('bit_length', [], (_run, self: number | bigint) =>
    Number(self) === 0 ? 0 : BigInt(self).toString(2).replace('-', '').length,
  ),
  defineMethod(
    'bit_count',
    [],
    (_run, self: number | bigint) => BigInt(self).toString(2).replaceAll(/[^1]/g, '').length,
  ),
  defineMethod(
    'as_integer_ratio',
    [],
    (_run, self: Value) => new PyTuple([asInteger(self) ?? 0, 1]),
  ),
  defineMethod('conjugate', [], (_run, self: Value) => self),
]);

/** Methods of float. */
export const floatMethods: ReadonlyMap<string, Method> = new Map([
  defineMethod('is_integer', [], (_run, self: PyFloat) => Number.isInteger(self.value)),
  defineMethod('conjugate', [], (_run, self: PyFloat) => self),
]);
