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
    const token = at(index);
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
  const stream: TokenStream = {
    get current() {
      return at(index);
    },
    get next() {
      return at(index + 1);
    },
    take() {
      const token = at(index);
      index += 1;
      return token;
    },
    isName: (value) => at(index).type === 'name' && at(index).value === value,
    skipName(value) {
      if (!stream.isName(value)) return false;
      index += 1;
      return true;
    },
    skip(type) {
      if (at(index).type !== type) return false;
      index += 1;
      return true;
    },
    expect: (type) => (at(index).type === type ? stream.take() : fail(describeTokenType(type))),
    expectName: (value) => (stream.isName(value) ? stream.take() : fail(value)),
  };
  return stream;
}
