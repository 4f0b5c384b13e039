import type { PyFloat, Value } from '../values/value.ts';
import { defineMethod } from './define-method.ts';
import type { Method } from './method.ts';

/** Methods of int and bool. */
export const integerMethods: ReadonlyMap<string, Method> = new Map([
  defineMethod('bit_length', [], (_run, self: number | bigint) =>
    Number(self) === 0 ? 0 : BigInt(self).toString(2).replace('-', '').length,
  ),
  defineMethod('is_integer', [], () => true),
  defineMethod('conjugate', [], (_run, self: Value) => self),
]);

/** Methods of float. */
export const floatMethods: ReadonlyMap<string, Method> = new Map([
  defineMethod('is_integer', [], (_run, self: PyFloat) => Number.isInteger(self.value)),
  defineMethod('conjugate', [], (_run, self: PyFloat) => self),
]);
