import type { Run } from '../evaluate/run.ts';
import { dictGet } from '../values/dict.ts';
import { asInteger } from '../values/number.ts';
import { failUndefined, undefinedAttribute } from '../values/undefined.ts';
import {
  PyDict,
  PyFloat,
  PyFunction,
  PyGroup,
  PyMarkup,
  PyObject,
  PyRange,
  PyTuple,
  PyUndefined,
  type Value,
} from '../values/value.ts';
import { dictMethods } from './dict-methods.ts';
import { listMethods, rangeMethods, tupleMethods } from './list-methods.ts';
import { markupMethods } from './markup-methods.ts';
import type { Method } from './method.ts';
import { floatMethods, integerMethods } from './number-methods.ts';
import { textMethods } from './text-methods.ts';

/** `value.name` as Jinja2 reads it: a method first, then a dict's key. */
export function readAttribute(run: Run, value: Value, name: string): Value {
  if (value instanceof PyUndefined) failUndefined(value);
  const method = readMethod(run, value, name);
  if (method !== undefined) return method;
  if (value instanceof PyDict) {
    const found = dictGet(value, name, run.meter);
    if (found !== undefined) return found;
  }
  return undefinedAttribute(value, name);
}

/** A method or attribute of the value's type, `undefined` when it has none of that name. */
export function readMethod(run: Run, value: Value, name: string): Value | undefined {
  if (value instanceof PyObject) return value.read(name);
  if (value instanceof PyGroup && (name === 'grouper' || name === 'list'))
    return value.items[name === 'grouper' ? 0 : 1];
  const fact = readFact(value, name);
  if (fact !== undefined) return fact;
  const method = methodsOf(value)?.get(name);
  if (method === undefined) return undefined;
  return new PyFunction(name, (values) => method(run, value, values));
}

/** Attributes of numbers and ranges that are values, not methods. */
function readFact(value: Value, name: string): Value | undefined {
  if (value instanceof PyRange && (name === 'start' || name === 'stop' || name === 'step'))
    return value[name];
  if (value instanceof PyFloat) {
    if (name === 'real') return value;
    return name === 'imag' ? new PyFloat(0) : undefined;
  }
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean')
    return undefined;
  if (name === 'real' || name === 'numerator') return asInteger(value);
  if (name === 'imag') return 0;
  return name === 'denominator' ? 1 : undefined;
}

function methodsOf(value: Value): ReadonlyMap<string, Method> | undefined {
  if (typeof value === 'string') return textMethods;
  if (value instanceof PyDict) return dictMethods;
  if (Array.isArray(value)) return listMethods;
  if (value instanceof PyMarkup) return markupMethods;
  if (value instanceof PyTuple) return tupleMethods;
  if (value instanceof PyRange) return rangeMethods;
  if (value instanceof PyFloat) return floatMethods;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return integerMethods;
  return undefined;
}
