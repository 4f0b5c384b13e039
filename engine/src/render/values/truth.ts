import { failUndefined } from './undefined.ts';
import {
  PyDict,
  PyFloat,
  PyMarkup,
  PyObject,
  PyRange,
  PyTuple,
  PyUndefined,
  PyView,
  type Value,
} from './value.ts';

/** Python's truth of a value. */
export function isTruthy(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof PyDict) return value.entries.size > 0;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyMarkup) return value.text !== '';
  if (value instanceof PyRange) return value.length > 0;
  if (value instanceof PyView) return value.dict.entries.size > 0;
  if (value instanceof PyUndefined) return value.isStrict ? failUndefined(value) : false;
  if (value instanceof PyObject && value.length !== undefined) return value.length() > 0;
  return true;
}
