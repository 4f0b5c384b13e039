import type { Run } from '../evaluate/run.ts';
import { readItem } from '../methods/read-item.ts';
import { asInteger } from '../values/number.ts';
import { asText } from '../values/text.ts';
import { PyUndefined, type Value } from '../values/value.ts';

/** Reads `attribute` arguments: a dotted path, an index, or nothing for the item itself. */
export function pathReader(
  run: Run,
  attribute: Value,
  fallback: Value | undefined = undefined,
): (item: Value) => Value {
  const parts = pathParts(attribute);
  return (item) => {
    let value = item;
    for (const part of parts) {
      run.meter.step();
      value = readItem(run, value, part);
      if (value instanceof PyUndefined && fallback !== undefined && fallback !== null)
        value = fallback;
    }
    return value;
  };
}

function pathParts(attribute: Value): Value[] {
  if (attribute === null) return [];
  const text = asText(attribute);
  if (text === undefined) return [asInteger(attribute) ?? attribute];
  return text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Lower case for text, anything else as it is: how Jinja2 compares without regard to case. */
export function ignoreCase(value: Value): Value {
  return asText(value)?.toLowerCase() ?? value;
}
