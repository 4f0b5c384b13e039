import type { JsonValue } from '../nodes.ts';

/** A value for a message: what it is, and its text when that is short. */
export function describeValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return quoted(value);
  return `the ${typeof value} ${value}`;
}

/** Text in double quotes, cut at 60 characters. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

const typeNames = new Map([
  ['string', 'text'],
  ['object', 'a map'],
  ['array', 'a list'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['null', 'nothing'],
]);

/** A JSON Schema type in the words of the manual. */
export function describeType(type: unknown): string {
  const types = Array.isArray(type) ? type : [type];
  return types.map((name) => typeNames.get(String(name)) ?? String(name)).join(' or ');
}

/** Names in backticks, joined for a sentence; cut after twelve. */
export function listNames(names: readonly unknown[]): string {
  const shown = names.slice(0, 12).map((name) => `\`${String(name)}\``);
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
}
