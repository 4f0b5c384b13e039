import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { jsonEqual } from './text-value.ts';

const decimal = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** How a value is compared with an expectation: strictly, or with text that stands for any type. */
export function equalityFor(isText: boolean | undefined) {
  return isText === true ? equalsText : jsonEqual;
}

/**
 * True when a value is what a text from a table says: the same text; a number of the same amount
 * (`42` and `42.0` both say 42); a boolean by its word, in capitals too, as spreadsheets write it; or `null`.
 * Maps are compared key by key, lists never.
 */
function equalsText(value: JsonValue, wanted: JsonValue): boolean {
  if (isPlainObject(wanted)) {
    if (!isPlainObject(value)) return false;
    const keys = Object.keys(wanted);
    return (
      keys.length === Object.keys(value).length &&
      keys.every(
        (key) =>
          Object.hasOwn(value, key) &&
          equalsText(value[key] as JsonValue, wanted[key] as JsonValue),
      )
    );
  }
  if (typeof wanted !== 'string') return jsonEqual(value, wanted);
  const said = wanted.trim();
  if (typeof value === 'number') return decimal.test(said) && Number(said) === value;
  if (typeof value === 'boolean') return said.toLowerCase() === String(value);
  return value === null ? said === 'null' : value === wanted;
}
