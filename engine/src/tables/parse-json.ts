import type { JsonValue } from '../units/json-value.ts';

/** A JSON value with the places of the keys of its outermost object. */
export interface ParsedJson {
  readonly value: JsonValue;
  /** Offset behind the value. */
  readonly end: number;
  /** Offset of each key, when the value is an object. */
  readonly keys: ReadonlyMap<string, number>;
}

/** Why a text is no JSON; `offset` in UTF-16 units. */
export class JsonSyntaxError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const deepest = 100;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads one JSON value (RFC 8259) that starts at or after an offset, stricter than `JSON.parse`: no
 * key twice, no number beyond a double, at most 100 levels. `__proto__` is a plain key.
 * @throws JsonSyntaxError with the place; callers turn it into a problem
 */
export function parseJson(text: string, start = 0): ParsedJson {
  const keys = new Map<string, number>();
  const read = readValue(text, skipSpace(text, start), 0, keys);
  return { ...read, keys };
}

/** Offset of the next character that is no JSON white space. */
export function skipSpace(text: string, start: number): number {
  let offset = start;
  for (;;) {
    const unit = text.charCodeAt(offset);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return offset;
    offset += 1;
  }
}

interface Read {
  readonly value: JsonValue;
  readonly end: number;
}

function readValue(text: string, at: number, depth: number, keys?: Map<string, number>): Read {
  if (depth > deepest) throw new JsonSyntaxError(`nested deeper than ${deepest} levels`, at);
  const first = text[at];
  if (first === '{') return readObject(text, at, depth, keys);
  if (first === '[') return readArray(text, at, depth);
  if (first === '"') return readString(text, at);
  for (const [word, value] of words) {
    if (text.startsWith(word, at)) return { value, end: at + word.length };
  }
  numberPattern.lastIndex = at;
  const digits = numberPattern.exec(text)?.[0];
  if (digits === undefined) throw expected('a JSON value', text, at);
  const value = Number(digits);
  if (!Number.isFinite(value)) throw new JsonSyntaxError('a number is too large', at);
  return { value, end: at + digits.length };
}

function readObject(
  text: string,
  start: number,
  depth: number,
  keys: Map<string, number> | undefined,
): Read {
  const record: { [key: string]: JsonValue } = {};
  let at = skipSpace(text, start + 1);
  if (text[at] === '}') return { value: record, end: at + 1 };
  for (;;) {
    if (text[at] !== '"') throw expected('a key in double quotes', text, at);
    const key = readString(text, at);
    if (Object.hasOwn(record, key.value)) {
      throw new JsonSyntaxError(
        `the key ${JSON.stringify(key.value.slice(0, 60))} comes twice`,
        at,
      );
    }
    keys?.set(key.value, at);
    at = skipSpace(text, key.end);
    if (text[at] !== ':') throw expected('a colon', text, at);
    const item = readValue(text, skipSpace(text, at + 1), depth + 1);
    setOwn(record, key.value, item.value);
    at = skipSpace(text, item.end);
    if (text[at] === '}') return { value: record, end: at + 1 };
    if (text[at] !== ',') throw expected('a comma or }', text, at);
    at = skipSpace(text, at + 1);
  }
}

function readArray(text: string, start: number, depth: number): Read {
  const items: JsonValue[] = [];
  let at = skipSpace(text, start + 1);
  if (text[at] === ']') return { value: items, end: at + 1 };
  for (;;) {
    const item = readValue(text, at, depth + 1);
    items.push(item.value);
    at = skipSpace(text, item.end);
    if (text[at] === ']') return { value: items, end: at + 1 };
    if (text[at] !== ',') throw expected('a comma or ]', text, at);
    at = skipSpace(text, at + 1);
  }
}

function readString(text: string, start: number): { value: string; end: number } {
  let hasEscape = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 34) {
      const value = hasEscape
        ? (JSON.parse(text.slice(start, at + 1)) as string)
        : text.slice(start + 1, at);
      return { value, end: at + 1 };
    }
    if (unit < 32)
      throw new JsonSyntaxError('a text holds a raw line break or control character', at);
    if (unit === 92) {
      hasEscape = true;
      at += escapeLength(text, at) - 1;
    }
  }
  throw new JsonSyntaxError('a text is not closed with a double quote', start);
}

function escapeLength(text: string, at: number): number {
  const next = text[at + 1] ?? '';
  if (next !== '' && '"\\/bfnrt'.includes(next)) return 2;
  if (next === 'u' && /^[0-9A-Fa-f]{4}$/.test(text.slice(at + 2, at + 6))) return 6;
  throw new JsonSyntaxError('JSON has no such escape', at);
}

/** Assignment that keeps `__proto__` a plain key. */
function setOwn(record: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  if (key !== '__proto__') record[key] = value;
  else
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}

function expected(what: string, text: string, at: number): JsonSyntaxError {
  const found = text.slice(at, at + 12).split(/[\r\n]/)[0] ?? '';
  const got = at >= text.length ? 'the end' : found === '' ? 'a line break' : JSON.stringify(found);
  return new JsonSyntaxError(`expected ${what}, got ${got}`, at);
}
