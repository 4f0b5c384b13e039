import type { Position } from '../../errors/problem.ts';
import { compileRegex } from '../../matching/regex.ts';
import { coerceInput } from '../coerce-inputs.ts';
import type { Input, JsonValue } from '../nodes.ts';
import type { FileReading } from './file-reading.ts';

type Written = Readonly<Record<string, JsonValue>>;

/** The declared inputs with their places; a bad pattern or a default that does not fit is reported. */
export function readInputs(
  reading: FileReading,
  value: JsonValue | undefined,
  isDakora = false,
): { inputs: Map<string, Input>; inputsAt: Map<string, Position> } {
  const inputs = new Map<string, Input>();
  const inputsAt = new Map<string, Position>();
  for (const [name, written] of Object.entries((value ?? {}) as Record<string, Written | null>)) {
    const input = readInput(written ?? {});
    inputsAt.set(name, reading.yaml.keyAt(['inputs', name]));
    reportMisplacedLimits(reading, ['inputs', name], input);
    // With limits that nothing fits, every value would be a fault of its own.
    const { min, max, ...unlimited } = input;
    const usable = min !== undefined && max !== undefined && min > max ? unlimited : input;
    inputs.set(name, usable);
    checkInput(reading, name, usable, isDakora);
  }
  return { inputs, inputsAt };
}

function readInput(written: Written): Input {
  const { type, required, default: fallback, pattern, example, description } = written;
  const hasDefault = Object.hasOwn(written, 'default') && fallback !== undefined;
  return {
    type: (type ?? 'string') as Input['type'],
    isRequired: !hasDefault && required !== false,
    ...(hasDefault && { default: fallback as JsonValue }),
    ...(Array.isArray(written.enum) && { enum: written.enum }),
    ...(typeof written.min === 'number' && { min: written.min }),
    ...(typeof written.max === 'number' && { max: written.max }),
    ...(typeof pattern === 'string' && { pattern }),
    ...(example !== undefined && { example }),
    ...(typeof description === 'string' && { description }),
  };
}

function checkInput(reading: FileReading, name: string, input: Input, isDakora: boolean): void {
  const path = ['inputs', name];
  if (input.pattern !== undefined) {
    const { fault } = compileRegex(input.pattern);
    if (fault) {
      reading.report('regex-invalid', fault.message, [...path, 'pattern'], fault.hint);
      return;
    }
  }
  for (const key of ['default', 'example'] as const) {
    const value = input[key];
    // Dakora checks a default's type only; null passes as "no value".
    if (value === undefined || (value === null && key === 'default')) continue;
    if (isDakora && key === 'example') continue;
    const coerced = coerceInput(input, value);
    if (coerced.fault === undefined) continue;
    const message = `the ${key} of \`${name}\` does not fit: ${coerced.fault.message}`;
    const code = coerced.fault.kind === 'wrong-value' ? 'wrong-value' : 'wrong-type';
    const hint = coerced.fault.hint ?? `change the ${key}, or what \`${name}\` takes`;
    reading.report(code, message, [...path, key], hint);
  }
}

function reportMisplacedLimits(reading: FileReading, path: readonly string[], input: Input): void {
  for (const key of ['min', 'max'] as const) {
    if (input[key] === undefined || input.type === 'number') continue;
    const message = `\`${key}\` is for inputs of type number, this one is ${input.type}`;
    reading.report('wrong-value', message, [...path, key], `remove \`${key}\``, 'key');
  }
  if (input.pattern !== undefined && input.type !== 'string') {
    const message = `\`pattern\` is for inputs of type string, this one is ${input.type}`;
    reading.report('wrong-value', message, [...path, 'pattern'], 'remove `pattern`', 'key');
  }
  if (input.min !== undefined && input.max !== undefined && input.min > input.max) {
    const message = `\`min\` ${input.min} is above \`max\` ${input.max}`;
    reading.report('wrong-value', message, [...path, 'min'], 'swap the two, or change one');
  }
}
