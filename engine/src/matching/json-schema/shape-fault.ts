import { isPlainObject } from '../../units/own-value.ts';
import { nearestName } from '../nearest.ts';
import { compileRegex } from '../regex.ts';
import type { KeywordShape } from './schema-keywords.ts';

/** The type names of JSON Schema. */
export const typeNames: readonly string[] = [
  'string',
  'number',
  'integer',
  'boolean',
  'object',
  'array',
  'null',
];

interface ShapeFault {
  readonly message: string;
  readonly hint?: string;
}

/** Why a keyword cannot have this value; `undefined` when it can. Schemas within it are not looked at. */
export function shapeFault(shape: KeywordShape, value: unknown): ShapeFault | undefined {
  switch (shape) {
    case 'schema':
    case 'any':
      return undefined;
    case 'types':
      return typesFault(value);
    case 'pattern':
      return patternFault(value);
    case 'schemas':
      return unless(Array.isArray(value) && value.length > 0, 'a non-empty array of schemas');
    case 'schema-map':
      return unless(isPlainObject(value), 'a map of schemas');
    case 'count':
      return unless(Number.isInteger(value) && Number(value) >= 0, 'a whole number from 0');
    case 'number':
      return unless(Number.isFinite(value), 'a number');
    case 'divisor':
      return unless(Number.isFinite(value) && Number(value) > 0, 'a number above 0');
    case 'boolean':
      return unless(typeof value === 'boolean', 'true or false');
    case 'names':
      return unless(isNames(value), 'an array of different texts', asList(value));
    case 'names-map':
      return unless(
        isPlainObject(value) && Object.values(value).every(isNames),
        'a map of arrays of texts',
      );
    case 'list':
      return unless(Array.isArray(value) && value.length > 0, 'a non-empty array', asList(value));
    case 'text':
    case 'reference':
    case 'format':
      return unless(typeof value === 'string', 'text');
  }
}

function unless(isFine: boolean, expected: string, hint?: string): ShapeFault | undefined {
  if (isFine) return undefined;
  return { message: `expected ${expected}`, ...(hint !== undefined && { hint }) };
}

/** A list of one, when a single text stands where a list must. */
function asList(value: unknown): string | undefined {
  return typeof value === 'string' ? `Write a list: [${value}]` : undefined;
}

function isNames(value: unknown): boolean {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) return false;
  return new Set(value).size === value.length;
}

function typesFault(value: unknown): ShapeFault | undefined {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  if (Array.isArray(value) && (names.length === 0 || new Set(names).size < names.length)) {
    return { message: 'expected a type or an array of different types' };
  }
  const wrong = names.find((name) => !typeNames.includes(name as string));
  if (wrong === undefined) return undefined;
  const near = typeof wrong === 'string' ? nearestName(wrong, typeNames) : undefined;
  const hint =
    wrong === null
      ? 'Quote it: "null".'
      : near === undefined
        ? undefined
        : `Did you mean \`${near}\`?`;
  const message = `expected one of ${typeNames.join(', ')}, got ${JSON.stringify(wrong)?.slice(0, 60)}`;
  return hint === undefined ? { message } : { message, hint };
}

function patternFault(value: unknown): ShapeFault | undefined {
  if (typeof value !== 'string') return { message: 'expected text' };
  return compileRegex(value).fault;
}
