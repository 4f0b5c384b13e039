import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { isIterable, listOf } from '../values/iterate.ts';
import { asText, codePoints } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { requireDefined } from '../values/undefined.ts';
import { PyIterator, PyMarkup, type Value } from '../values/value.ts';

/** What Python calls the iterator that walks a type backwards. */
const reversedNames: ReadonlyMap<string, string> = new Map([
  ['list', 'list_reverseiterator'],
  ['tuple', 'reversed'],
  ['_GroupTuple', 'reversed'],
  ['Undefined', 'reversed'],
  ['range', 'range_iterator'],
  ['dict', 'dict_reversekeyiterator'],
  ['dict_keys', 'dict_reversekeyiterator'],
  ['dict_values', 'dict_reversevalueiterator'],
  ['dict_items', 'dict_reverseitemiterator'],
]);

/** The filter `reverse`: text backwards, anything else as an iterator from its end. */
export function reverseValue(run: Run, value: Value): Value {
  const text = asText(value);
  if (text !== undefined) {
    run.meter.allocate(text.length);
    const reversed = codePoints(text).reverse().join('');
    return value instanceof PyMarkup ? new PyMarkup(reversed) : reversed;
  }
  requireDefined(value);
  if (!isIterable(value)) fail('argument must be iterable');
  const items = listOf(value, run.meter).reverse();
  if (value instanceof PyIterator) return items;
  const type = typeName(value);
  return new PyIterator(reversedNames.get(type) ?? type, items[Symbol.iterator]());
}
