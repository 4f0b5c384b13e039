import { nearestName } from '../matching/nearest.ts';
import { compileRegex, type Regex } from '../matching/regex.ts';
import type { Input, JsonValue } from './nodes.ts';
import { describeValue, listNames } from './shape/describe-value.ts';

/** Why a given value is not taken, or why one is missing. */
export interface InputFault {
  readonly input: string;
  readonly kind: 'undeclared' | 'missing' | 'wrong-type' | 'wrong-value';
  readonly message: string;
  readonly hint?: string;
}

export type CoercedInputs =
  | { readonly values: Readonly<Record<string, JsonValue>>; readonly faults?: undefined }
  | { readonly values?: undefined; readonly faults: readonly InputFault[] };

/**
 * Given values as the declarations want them, by Dakora's rules: text from any scalar, numbers from
 * numeric text, booleans from 1/true/yes/y, a list from bare text. Declared inputs that are not
 * given take their default, or `null` when they are optional. An undeclared one is a fault.
 */
export function coerceInputs(
  declared: ReadonlyMap<string, Input>,
  given: Readonly<Record<string, JsonValue>>,
): CoercedInputs {
  const entries: [string, JsonValue][] = [];
  const faults: InputFault[] = [];
  for (const name of Object.keys(given)) {
    if (!declared.has(name)) faults.push(undeclared(name, declared));
  }
  for (const [name, input] of declared) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (input.isRequired) faults.push(missing(name, input));
      else entries.push([name, input.default ?? null]);
      continue;
    }
    const coerced = coerceInput(input, value);
    if (coerced.fault) faults.push({ input: name, ...coerced.fault });
    else entries.push([name, coerced.value]);
  }
  return faults.length > 0 ? { faults } : { values: Object.fromEntries(entries) };
}

type Fault = Omit<InputFault, 'input'>;
export type CoercedInput =
  | { readonly value: JsonValue; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: Fault };

/** One given value as its declaration wants it; `null` stays `null` for an optional input. */
export function coerceInput(input: Input, given: JsonValue): CoercedInput {
  if (given === null) {
    if (!input.isRequired) return { value: null };
    return typeFault(input, given);
  }
  const value = coerceType(input.type, given);
  if (value === undefined) return typeFault(input, given);
  const fault = limitFault(input, value);
  return fault ? { fault } : { value };
}

function coerceType(type: Input['type'], given: JsonValue): JsonValue | undefined {
  switch (type) {
    case 'string':
      return coerceText(given);
    case 'number':
      return coerceNumber(given);
    case 'boolean':
      return coerceBoolean(given);
    case 'array<string>':
      if (typeof given === 'string') return [given];
      return Array.isArray(given) && given.every((item) => typeof item === 'string')
        ? given
        : undefined;
    case 'object':
      return isMap(given) ? given : undefined;
    case 'array<object>':
      return Array.isArray(given) && given.every(isMap) ? given : undefined;
  }
}

/** Dakora calls Python's `str`: true becomes `True`. Lists and maps are refused instead of printed. */
function coerceText(given: JsonValue): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given === 'boolean') return given ? 'True' : 'False';
  return typeof given === 'number' ? String(given) : undefined;
}

function coerceNumber(given: JsonValue): number | undefined {
  if (typeof given === 'number') return given;
  if (typeof given !== 'string') return undefined;
  const text = given.trim();
  if (!/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  const number = Number(text.replaceAll('_', ''));
  return Number.isFinite(number) ? number : undefined;
}

function coerceBoolean(given: JsonValue): boolean | undefined {
  if (typeof given === 'boolean') return given;
  if (typeof given === 'number') return given !== 0;
  if (typeof given !== 'string') return undefined;
  return /^(?:1|true|yes|y)$/i.test(given.trim());
}

function limitFault(input: Input, value: JsonValue): Fault | undefined {
  const wrong = (
    expected: string,
    hint = 'change the value, or the limits of the input',
  ): Fault => ({
    kind: 'wrong-value',
    message: `expected ${expected}, got ${describeValue(value)}`,
    hint,
  });
  if (input.enum) {
    const refused = (Array.isArray(value) ? value : [value]).find((item) => !isIn(input, item));
    if (refused !== undefined) {
      const near =
        typeof refused === 'string' ? nearestName(refused, input.enum.map(String)) : undefined;
      const expected = `one of ${listNames(input.enum.map(shown))}`;
      return wrong(expected, near ? `did you mean \`${near}\`?` : 'write one of these');
    }
  }
  if (typeof value === 'number') {
    if (input.min !== undefined && value < input.min) return wrong(`at least ${input.min}`);
    if (input.max !== undefined && value > input.max) return wrong(`at most ${input.max}`);
  }
  return input.pattern === undefined ? undefined : patternFault(input.pattern, value);
}

function patternFault(pattern: string, value: JsonValue): Fault | undefined {
  const regex = compiledPattern(pattern);
  if (!regex || typeof value !== 'string') return undefined;
  const fits = value.length <= regex.longestText && regex.test(value);
  if (fits) return undefined;
  const message = `expected text that matches \`${pattern}\`, got ${describeValue(value)}`;
  return { kind: 'wrong-value', message, hint: 'change the value, or the `pattern` of the input' };
}

function compiledPattern(pattern: string): Regex | undefined {
  return compileRegex(pattern).regex;
}

function isIn(input: Input, value: JsonValue): boolean {
  return (
    input.enum?.some((allowed) => allowed === value || shown(allowed) === shown(value)) ?? true
  );
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function typeFault(input: Input, given: JsonValue): CoercedInput {
  const message = `expected ${typeNames[input.type]}, got ${describeValue(given)}`;
  return { fault: { kind: 'wrong-type', message, hint: exampleOf[input.type] } };
}

const exampleOf: Readonly<Record<Input['type'], string>> = {
  string: 'put the text in quotes',
  number: 'write a number, for example 12.5',
  boolean: 'write true or false',
  'array<string>': 'write a list of texts: [first, second]',
  object: 'write a map: {key: value}',
  'array<object>': 'write a list of maps: [{key: value}]',
};

const typeNames: Readonly<Record<Input['type'], string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  'array<string>': 'a list of texts',
  object: 'a map',
  'array<object>': 'a list of maps',
};

function missing(name: string, input: Input): InputFault {
  return {
    input: name,
    kind: 'missing',
    message: `the input \`${name}\` (${input.type}) is missing`,
    hint: 'give it, or declare a `default`',
  };
}

function undeclared(name: string, declared: ReadonlyMap<string, Input>): InputFault {
  const near = nearestName(name, declared.keys());
  const names = [...declared.keys()];
  const hint = near
    ? `did you mean \`${near}\`?`
    : names.length > 0
      ? `the inputs are ${listNames(names)}`
      : 'the prompt declares no inputs';
  return {
    input: name,
    kind: 'undeclared',
    message: `the input \`${name}\` is not declared`,
    hint,
  };
}

function isMap(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
