import { fail } from '../fail.ts';
import { typeName } from '../values/type-name.ts';
import { failUndefined } from '../values/undefined.ts';
import { type CallValues, PyFunction, PyObject, PyUndefined, type Value } from '../values/value.ts';

/** Calls a value as Python does; only functions made here can be called. */
export function callValue(value: Value, values: CallValues): Value {
  if (value instanceof PyFunction) return value.call(values);
  if (value instanceof PyObject && value.callable !== undefined) return value.callable.call(values);
  if (value instanceof PyUndefined) failUndefined(value);
  return fail(`'${typeName(value)}' object is not callable`);
}
