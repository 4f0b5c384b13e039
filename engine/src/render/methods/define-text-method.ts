import { bindArguments, type ParameterSpec } from '../bind-arguments.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { asText } from '../values/text.ts';
import { PyMarkup, type Value } from '../values/value.ts';
import type { Method } from './method.ts';

/** One row of a table of str methods; text in the result is Markup when the method's own text is. */
export function defineTextMethod(
  name: string,
  parameters: readonly ParameterSpec[],
  body: (run: Run, text: string, ...values: Value[]) => Value,
): readonly [string, Method] {
  return [
    name,
    (run, self, values) => {
      const text = asText(self) ?? '';
      run.meter.step(1 + Math.floor(text.length / 1000));
      checkCount(name, parameters, values.positional.length, values.keywords.size);
      const result = body(run, text, ...bindArguments(`str.${name}`, parameters, values));
      return self instanceof PyMarkup ? toMarkup(result) : result;
    },
  ];
}

/** Fails with the words that Python's own methods use for a wrong number of arguments. */
function checkCount(
  name: string,
  parameters: readonly ParameterSpec[],
  positional: number,
  keywords: number,
): void {
  if (keywords > 0) return;
  if (parameters.length === 0 && positional > 0)
    fail(`str.${name}() takes no arguments (${positional} given)`);
  const required = parameters.filter((parameter) => typeof parameter === 'string').length;
  if (positional >= required) return;
  if (parameters.length === 1)
    fail(`str.${name}() takes exactly one argument (${positional} given)`);
  const word = required === 1 ? 'argument' : 'arguments';
  fail(`${name} expected at least ${required} ${word}, got ${positional}`);
}

function toMarkup(value: Value): Value {
  if (typeof value === 'string') return new PyMarkup(value);
  return Array.isArray(value) ? value.map(toMarkup) : value;
}
