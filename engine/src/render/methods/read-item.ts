import { chargeText } from '../charge-text.ts';
import type { Run } from '../evaluate/run.ts';
import { dictGet } from '../values/dict.ts';
import { asInteger } from '../values/number.ts';
import { orElse } from '../values/or-else.ts';
import { reprValue } from '../values/print-value.ts';
import { asText, codePointLength, isFlat, sliceCodePoints } from '../values/text.ts';
import { failUndefined, undefinedAttribute, undefinedElement } from '../values/undefined.ts';
import { PyDict, PyMarkup, PyRange, PyTuple, PyUndefined, type Value } from '../values/value.ts';
import { readMethod } from './read-attribute.ts';

/** `value[key]` as Jinja2 reads it: the item first, then an attribute of that name. */
export function readItem(run: Run, value: Value, key: Value): Value {
  if (value instanceof PyUndefined) failUndefined(value);
  const item = readOwnItem(run, value, key);
  if (item !== undefined) return item;
  const name = asText(key);
  if (name === undefined) {
    return undefinedElement(value, reprValue(key, run.meter));
  }
  return orElse(readMethod(run, value, name), () => undefinedAttribute(value, name));
}

function readOwnItem(run: Run, value: Value, key: Value): Value | undefined {
  if (value instanceof PyDict) {
    if (Array.isArray(key) || key instanceof PyDict) return undefined;
    return dictGet(value, key, run.meter);
  }
  const index = asInteger(key);
  if (index === undefined) return undefined;
  const at = (length: number): number => (index < 0 ? Number(index) + length : Number(index));
  if (Array.isArray(value)) return value[at(value.length)];
  if (value instanceof PyTuple) return value.items[at(value.items.length)];
  if (value instanceof PyRange) {
    const position = at(value.length);
    return position < 0 || position >= value.length
      ? undefined
      : value.start + position * value.step;
  }
  const text = asText(value);
  if (text === undefined) return undefined;
  chargeText(run.meter, value);
  if (!isFlat(text)) run.meter.allocate(text.length);
  const position = at(codePointLength(text));
  if (position < 0 || position >= text.length) return undefined;
  const char = sliceCodePoints(text, position, position + 1);
  if (char === '') return undefined;
  return value instanceof PyMarkup ? new PyMarkup(char) : char;
}
