import { fail } from '../fail.ts';
import { PyDict, PyFloat, PyTuple, type Value } from './value.ts';

const maxDepth = 100;

/**
 * Plain data as a template sees it, copied: whatever a template does, the caller's data stays.
 * Takes null, booleans, numbers, bigints, text, arrays, plain objects and Maps; whole numbers are
 * integers, other numbers floats. `undefined` items count as none.
 * @throws TemplateFault `runtime` for functions, class instances and data nested more than 100 deep
 */
export function convertInput(data: unknown, depth = 0): Value {
  switch (typeof data) {
    case 'string':
    case 'boolean':
      return data;
    case 'number':
      return convertNumber(data);
    case 'bigint':
      return Number.isSafeInteger(Number(data)) ? Number(data) : data;
    case 'undefined':
      return null;
    case 'object':
      break;
    default:
      return fail(`a ${typeof data} cannot be given to a template`);
  }
  if (data === null) return null;
  if (data instanceof PyFloat) return data;
  if (depth >= maxDepth) fail(`the data is nested more than ${maxDepth} deep`);
  if (Array.isArray(data)) return Array.from(data, (item) => convertInput(item, depth + 1));
  if (data instanceof PyTuple)
    return new PyTuple(data.items.map((item) => convertInput(item, depth + 1)));
  const dict = new PyDict();
  const add = (key: string, value: unknown): void => {
    const token = key.startsWith('\0') ? `\0s${key}` : key;
    dict.entries.set(token, { key, value: convertInput(value, depth + 1) });
  };
  if (data instanceof Map) {
    for (const [key, value] of data) {
      if (typeof key === 'string') add(key, value);
      else if (key === null || typeof key === 'number' || typeof key === 'bigint')
        dict.entries.set(key, { key: convertInput(key), value: convertInput(value, depth + 1) });
      else if (typeof key === 'boolean')
        dict.entries.set(key ? 1 : 0, { key, value: convertInput(value, depth + 1) });
      else fail('a map given to a template has a key that is not plain');
    }
    return dict;
  }
  const prototype: unknown = Object.getPrototypeOf(data);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    fail('an object of a class cannot be given to a template');
  for (const key of Object.keys(data)) add(key, (data as Record<string, unknown>)[key]);
  return dict;
}

function convertNumber(value: number): Value {
  if (Number.isSafeInteger(value)) return value + 0;
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value);
  return new PyFloat(value);
}
