import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { dictGet, dictSet, keyToken } from '../values/dict.ts';
import { listOf } from '../values/iterate.ts';
import { orElse } from '../values/or-else.ts';
import { reprValue } from '../values/print-value.ts';
import { PyDict, PyTuple, PyView, type Value } from '../values/value.ts';
import { defineMethod } from './define-method.ts';
import type { Method } from './method.ts';

/** Adds the entries of a dict, or of pairs, to a dict. */
export function updateDict(run: Run, dict: PyDict, from: Value): void {
  if (from instanceof PyDict) {
    for (const entry of [...from.entries.values()]) {
      run.meter.step();
      dictSet(dict, entry.key, entry.value, run.meter);
    }
    return;
  }
  let index = 0;
  for (const item of listOf(from, run.meter)) {
    const pair = listOf(item, run.meter);
    if (pair.length !== 2)
      fail(`dictionary update sequence element #${index} has length ${pair.length}; 2 is required`);
    dictSet(dict, pair[0] as Value, pair[1] as Value, run.meter);
    index += 1;
  }
}

/** Methods of dict. */
export const dictMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  defineMethod('keys', [], (_run, self: PyDict) => new PyView('dict_keys', self)),
  defineMethod('values', [], (_run, self: PyDict) => new PyView('dict_values', self)),
  defineMethod('items', [], (_run, self: PyDict) => new PyView('dict_items', self)),
  defineMethod('get', ['key', ['default', null]], (run, self: PyDict, key, fallback) =>
    orElse(dictGet(self, key as Value, run.meter), () => fallback as Value),
  ),
  defineMethod('copy', [], (run, self: PyDict) => {
    const copy = new PyDict();
    updateDict(run, copy, self);
    return copy;
  }),
  defineMethod('clear', [], (_run, self: PyDict) => {
    self.entries.clear();
    return null;
  }),
  [
    'pop',
    (run, self, { positional }) => {
      const dict = self as PyDict;
      const [key, fallback] = positional;
      if (key === undefined) fail('pop expected at least 1 argument, got 0');
      const value = dictGet(dict, key, run.meter);
      if (value === undefined) return orElse(fallback, () => fail(reprValue(key, run.meter)));
      dict.entries.delete(keyToken(key, run.meter));
      return value;
    },
  ],
  defineMethod('popitem', [], (run, self: PyDict) => {
    run.meter.step(Math.ceil(self.entries.size / 100));
    const last = [...self.entries].at(-1);
    if (last === undefined) return fail("'popitem(): dictionary is empty'");
    self.entries.delete(last[0]);
    return new PyTuple([last[1].key, last[1].value]);
  }),
  defineMethod('setdefault', ['key', ['default', null]], (run, self: PyDict, key, fallback) => {
    const found = dictGet(self, key as Value, run.meter);
    if (found !== undefined) return found;
    dictSet(self, key as Value, fallback as Value, run.meter);
    return fallback as Value;
  }),
  [
    'update',
    (run, self, { positional, keywords }) => {
      const dict = self as PyDict;
      const [from] = positional;
      if (positional.length > 1)
        fail(`update expected at most 1 argument, got ${positional.length}`);
      if (from !== undefined) updateDict(run, dict, from);
      for (const [key, value] of keywords) dictSet(dict, key, value, run.meter);
      return null;
    },
  ],
  defineMethod('fromkeys', ['iterable', ['value', null]], (run, _self: PyDict, keys, value) => {
    const dict = new PyDict();
    for (const key of listOf(keys as Value, run.meter))
      dictSet(dict, key, value as Value, run.meter);
    return dict;
  }),
]);
