import type { Meter } from './budget.ts';
import { fail } from './fail.ts';
import { asInteger } from './values/number.ts';
import { asText } from './values/text.ts';
import { typeName } from './values/type-name.ts';
import { refuseUndefined } from './values/undefined.ts';
import type { Value } from './values/value.ts';

/** The integer that an argument is, within the budget for integer arguments. */
export function toInteger(value: Value, meter: Meter): number {
  refuseUndefined(value);
  const integer = asInteger(value);
  if (integer === undefined)
    return fail(`'${typeName(value)}' object cannot be interpreted as an integer`);
  meter.checkInteger(integer);
  return Number(integer);
}

/** The text that an argument is. */
export function toText(value: Value, role: string): string {
  refuseUndefined(value);
  return asText(value) ?? fail(`${role} must be str, not ${typeName(value)}`);
}
