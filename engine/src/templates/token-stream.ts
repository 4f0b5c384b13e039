import { TemplateFault } from './template-fault.ts';
import { describeToken, describeTokenType, type Token } from './token.ts';

/** Reads tokens one by one, with one token of look-ahead. */
export interface TokenStream {
  readonly current: Token;
  readonly next: Token;
  /** The current token, after stepping past it. */
  take(): Token;
  /** True when the current token is this name. */
  isName(value: string): boolean;
  /** Steps past the current token when it is this name. */
  skipName(value: string): boolean;
  /** Steps past the current token when it has this type. */
  skip(type: string): boolean;
  /** Takes a token of this type, or fails as Jinja2 words it. */
  expect(type: string): Token;
  expectName(value: string): Token;
}

/** A stream over tokens that end with `eof`. */
export function createTokenStream(tokens: readonly Token[]): TokenStream {
  let index = 0;
  const last = tokens.length - 1;
  const at = (position: number): Token => tokens[Math.min(position, last)] as Token;
  const fail = (expected: string): never => {
    const token = stream.current;
    if (token.type === 'eof')
      throw new TemplateFault('syntax', `unexpected end of template, expected '${expected}'.`, {
        offset: token.offset,
      });
    throw new TemplateFault(
      'syntax',
      `expected token '${expected}', got '${describeToken(token)}'`,
      { offset: token.offset },
    );
  };
  // Plain values: V8 keeps an object with getters of its own until the next full collection.
  const stream: { -readonly [Key in keyof TokenStream]: TokenStream[Key] } = {
    current: at(0),
    next: at(1),
    take() {
      const token = stream.current;
      index += 1;
      stream.current = stream.next;
      stream.next = at(index + 1);
      return token;
    },
    isName: (value) => stream.current.type === 'name' && stream.current.value === value,
    skipName(value) {
      if (!stream.isName(value)) return false;
      stream.take();
      return true;
    },
    skip(type) {
      if (stream.current.type !== type) return false;
      stream.take();
      return true;
    },
    expect: (type) =>
      stream.current.type === type ? stream.take() : fail(describeTokenType(type)),
    expectName: (value) => (stream.isName(value) ? stream.take() : fail(value)),
  };
  return stream;
}
