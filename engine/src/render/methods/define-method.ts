import { bindArguments, type ParameterSpec } from '../bind-arguments.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { typeName } from '../values/type-name.ts';
import type { Value } from '../values/value.ts';
import type { Method } from './method.ts';

/** One row of a method table. */
export function defineMethod<Self extends Value>(
  name: string,
  parameters: readonly ParameterSpec[],
  body: (run: Run, self: Self, ...values: Value[]) => Value,
): readonly [string, Method] {
  return [
    name,
    (run, self, values) => {
      run.meter.step();
      if (values.keywords.size > 0) fail(`${typeName(self)}.${name}() takes no keyword arguments`);
      return body(run, self as Self, ...bindArguments(name, parameters, values));
    },
  ];
}
