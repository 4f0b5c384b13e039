import type { JsonValue } from '../../nodes.ts';
import type { CheckBody } from './assertion-rules.ts';
import { type Conversion, isCount } from './check-conversion.ts';
import { isMap } from './import-context.ts';

/** `trajectory:tool-used` as `tool_called`, for several tools as a group. */
export function convertToolUsed({
  assertion,
  value,
  what,
  context,
}: Conversion): CheckBody | undefined {
  const { value: written } = value;
  if (typeof written === 'string' && isPlain(written)) return { tool_called: written };
  if (Array.isArray(written) && written.length > 0 && written.every(isPlain)) {
    return { all_of: written.map((name) => ({ tool_called: name })) };
  }
  if (isMap(written) && isPlain(written.name)) {
    const { name, min, max, ...others } = written;
    const isRange = !isCount(max) || max >= (isCount(min) ? Math.max(1, min) : 1);
    if (isRange && Object.keys(others).length === 0) {
      const bounds = { ...(isCount(min) && min > 0 && { min }), ...(isCount(max) && { max }) };
      return { tool_called: { name, ...bounds } };
    }
  }
  context.losses.lose(assertion, what, 'its `value` is no name of a tool, nor a list of them');
  return undefined;
}

function isPlain(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('{{');
}

/** `trajectory:tool-args-match` as `tool_args`. */
export function convertToolArguments({
  assertion,
  value,
  what,
  context,
}: Conversion): CheckBody | undefined {
  const { value: written } = value;
  const { name, args = null, mode } = isMap(written) ? written : {};
  if (isPlain(name) && isMap(args) && !JSON.stringify(args).includes('{{')) {
    return { tool_args: { name, args, ...(mode === 'exact' && { exact: true }) } };
  }
  context.losses.lose(assertion, what, 'its `value` has no plain `name` and `args`');
  return undefined;
}

/** `trajectory:tool-sequence` as `tool_sequence`. */
export function convertToolSequence({
  assertion,
  value,
  what,
  context,
}: Conversion): CheckBody | undefined {
  const { value: written } = value;
  const steps = isMap(written) ? written.steps : written;
  if (Array.isArray(steps) && steps.length > 0 && steps.every(isPlain)) {
    const isExact = isMap(written) && written.mode === 'exact';
    return { tool_sequence: isExact ? { names: steps, exact: true } : steps };
  }
  context.losses.lose(assertion, what, 'its `value` is no list of names of tools');
  return undefined;
}
