import { bindArguments, type ParameterSpec } from '../bind-arguments.ts';
import type { Run } from '../evaluate/run.ts';
import { fail } from '../fail.ts';
import { escapeText } from '../values/markup.ts';
import { asText, isFlat } from '../values/text.ts';
import { type CallValues, PyMarkup, PyTuple, type Value } from '../values/value.ts';
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
      run.meter.step(1 + Math.floor(text.length / (isFlat(text) ? 1_000 : 50)));
      checkCount(name, parameters, values.positional.length, values.keywords.size);
      const safe = self instanceof PyMarkup ? escapeInserted(run, name, values) : values;
      const result = body(run, text, ...bindArguments(`str.${name}`, parameters, safe));
      return self instanceof PyMarkup ? toMarkup(result) : result;
    },
  ];
}

/** The methods whose parameters have names that a caller can use. */
const withKeywords: ReadonlySet<string> = new Set(['split', 'rsplit', 'splitlines', 'expandtabs']);

/** Fails with the words that Python's own methods use for a wrong number of arguments. */
function checkCount(
  name: string,
  parameters: readonly ParameterSpec[],
  positional: number,
  keywords: number,
): void {
  if (keywords > 0 && !withKeywords.has(name)) fail(`str.${name}() takes no keyword arguments`);
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

/** The parameter that Markup's method puts into its result, and so escapes. */
const insertedIndex: ReadonlyMap<string, number> = new Map([
  ['replace', 1],
  ['center', 1],
  ['ljust', 1],
  ['rjust', 1],
]);

function escapeInserted(run: Run, name: string, { positional, keywords }: CallValues): CallValues {
  const escaped = positional.map((value, index) =>
    typeof value === 'string' && index === insertedIndex.get(name)
      ? escapeText(value, run.meter)
      : value,
  );
  return { positional: escaped, keywords };
}

function toMarkup(value: Value): Value {
  if (typeof value === 'string') return new PyMarkup(value);
  if (value instanceof PyTuple) return new PyTuple(value.items.map(toMarkup));
  return Array.isArray(value) ? value.map(toMarkup) : value;
}
