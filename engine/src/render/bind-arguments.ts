import { fail } from './fail.ts';
import type { CallValues, Value } from './values/value.ts';

/** A parameter: its name alone when required, or with its default. */
export type ParameterSpec = string | readonly [name: string, fallback: Value];

/**
 * The values of the parameters in order, bound as Python binds them.
 * @param callee named in messages, as in `do_truncate`
 * @param offset how many parameters the caller fills itself, counted in messages
 */
export function bindArguments(
  callee: string,
  parameters: readonly ParameterSpec[],
  values: CallValues,
  offset = 0,
): Value[] {
  const { positional, keywords } = values;
  if (positional.length > parameters.length) {
    const most = parameters.length + offset;
    const least = parameters.filter((parameter) => typeof parameter === 'string').length + offset;
    const range = least === most ? `${most}` : `from ${least} to ${most}`;
    const word = most === 1 ? 'argument' : 'arguments';
    fail(
      `${callee}() takes ${range} positional ${word} but ${positional.length + offset} were given`,
    );
  }
  const bound = parameters.map((parameter, index): Value => {
    const name = typeof parameter === 'string' ? parameter : parameter[0];
    const given = positional[index];
    const keyword = keywords.size === 0 ? undefined : keywords.get(name);
    if (given !== undefined && keyword !== undefined)
      fail(`${callee}() got multiple values for argument '${name}'`);
    const value = given === undefined ? keyword : given;
    if (value !== undefined) return value;
    if (typeof parameter === 'string')
      fail(`${callee}() missing 1 required positional argument: '${name}'`);
    return parameter[1];
  });
  for (const keyword of keywords.keys())
    if (!parameters.some((p) => (typeof p === 'string' ? p : p[0]) === keyword))
      fail(`${callee}() got an unexpected keyword argument '${keyword}'`);
  return bound;
}
