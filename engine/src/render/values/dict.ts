import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { typeName } from './type-name.ts';
import { failUndefined } from './undefined.ts';
import { PyDict, PyFloat, PyMarkup, PyTuple, PyUndefined, PyView, type Value } from './value.ts';

/**
 * What a dict compares a key by: equal tokens are equal keys (`1`, `1.0` and `True` are one key).
 * @throws TemplateFault `runtime` for lists and dicts
 */
export function keyToken(key: Value, meter: Meter, depth = 0): unknown {
  if (typeof key === 'string') return key.startsWith('\0') ? `\0s${key}` : key;
  if (key === null || typeof key === 'number' || typeof key === 'bigint') return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (key instanceof PyFloat)
    return Number.isInteger(key.value) && !Number.isSafeInteger(key.value)
      ? BigInt(key.value)
      : key.value + 0;
  if (key instanceof PyMarkup) return keyToken(key.text, meter);
  if (key instanceof PyUndefined) {
    if (key.isStrict) failUndefined(key);
    return undefined;
  }
  if (key instanceof PyTuple) {
    meter.checkDepth(depth);
    meter.step(key.items.length);
    const parts = key.items.map((item) => {
      const token = keyToken(item, meter, depth + 1);
      const part =
        typeof token === 'object' && token !== null ? identityOf(token) : `${typeof token}${token}`;
      meter.allocate(part.length + 8);
      return `${part.length}:${part}`;
    });
    return `\0t${parts.join('')}`;
  }
  if (
    Array.isArray(key) ||
    key instanceof PyDict ||
    (key instanceof PyView && key.kind !== 'dict_values')
  )
    fail(`unhashable type: '${typeName(key)}'`);
  return key;
}

function identityOf(_: object): string {
  return 'object';
}

/** The value of a key, `undefined` when the dict does not have it. */
export function dictGet(dict: PyDict, key: Value, meter: Meter): Value | undefined {
  const token = typeof key === 'string' && key[0] !== '\0' ? key : keyToken(key, meter);
  return dict.entries.get(token)?.value;
}

/** Sets a key; an existing key keeps its place and its first spelling. */
export function dictSet(dict: PyDict, key: Value, value: Value, meter: Meter): void {
  const token = keyToken(key, meter);
  const entry = dict.entries.get(token);
  if (entry === undefined) {
    meter.allocate(1);
    dict.entries.set(token, { key, value });
  } else entry.value = value;
}

/** A dict from pairs. */
export function dictOf(pairs: Iterable<readonly [Value, Value]>, meter: Meter): PyDict {
  const dict = new PyDict();
  for (const [key, value] of pairs) dictSet(dict, key, value, meter);
  return dict;
}
