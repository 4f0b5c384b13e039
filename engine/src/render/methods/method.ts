import type { Run } from '../evaluate/run.ts';
import type { CallValues, Value } from '../values/value.ts';

/** A method of a built-in type, bound to nothing yet. */
export type Method = (run: Run, self: Value, values: CallValues) => Value;
