import { bindArguments, type ParameterSpec } from '../bind-arguments.ts';
import { chargeText } from '../charge-text.ts';
import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import type { Value } from '../values/value.ts';

/** One row of a filter table: its names, Python's name for messages, its parameters, what it does. */
export function defineFilter(
  names: string,
  callee: string,
  parameters: readonly ParameterSpec[],
  body: (run: Run, value: Value, ...values: Value[]) => Value,
): [string, Operation][] {
  const operation: Operation = (run, value, values) => {
    chargeText(run.meter, value);
    return body(run, value, ...bindArguments(callee, parameters, values, 1));
  };
  return names.split(' ').map((name) => [name, operation]);
}
