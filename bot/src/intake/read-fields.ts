import { PayloadFault } from './payload-fault.ts';

/** An object of a payload whose values are checked as they are read; every reader throws `PayloadFault`. */
export interface Fields {
  /** `pull_request.head` */
  readonly path: string;
  has(key: string): boolean;
  /** At most so many characters; the code point 0, which no database takes, is replaced. */
  text(key: string, mostCharacters?: number): string;
  /** A text that fits a pattern. */
  matching(key: string, pattern: RegExp, expected: string): string;
  /** A whole number from 1: ids and numbers. */
  number(key: string): number;
  isTrue(key: string): boolean;
  fields(key: string): Fields;
  /** `undefined` for null and for nothing. */
  optional(key: string): Fields | undefined;
  list(key: string): readonly Fields[];
  texts(key: string): readonly string[];
}

const mostCharacters = 1_000;

/** Reads an object of a payload. */
export function readFields(value: unknown, path = 'the payload'): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PayloadFault(path, 'an object', value);
  }
  const held = value as Readonly<Record<string, unknown>>;
  const at = (key: string) => (path === 'the payload' ? key : `${path}.${key}`);
  const get = (key: string) => (Object.hasOwn(held, key) ? held[key] : undefined);
  const isGiven = (key: string) => get(key) !== undefined && get(key) !== null;
  const text = (key: string, most = mostCharacters) => {
    const found = get(key);
    if (typeof found !== 'string') throw new PayloadFault(at(key), 'a text', found);
    return found.slice(0, most).replaceAll('\0', '\uFFFD');
  };
  const list = (key: string) => {
    const found = get(key);
    if (!Array.isArray(found)) throw new PayloadFault(at(key), 'a list', found);
    return found as readonly unknown[];
  };
  return {
    path,
    has: isGiven,
    text,
    matching(key, pattern, expected) {
      const found = get(key);
      if (typeof found === 'string' && pattern.test(found)) return found;
      throw new PayloadFault(at(key), expected, found);
    },
    number(key) {
      const found = get(key);
      if (Number.isSafeInteger(found) && Number(found) > 0) return Number(found);
      throw new PayloadFault(at(key), 'a whole number from 1', found);
    },
    isTrue: (key) => get(key) === true,
    fields: (key) => readFields(get(key), at(key)),
    optional: (key) => (isGiven(key) ? readFields(get(key), at(key)) : undefined),
    list: (key) => list(key).map((each, index) => readFields(each, `${at(key)}[${index}]`)),
    texts: (key) =>
      list(key).map((each, index) => {
        if (typeof each === 'string') return each;
        throw new PayloadFault(`${at(key)}[${index}]`, 'a text', each);
      }),
  };
}
