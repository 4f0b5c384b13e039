import { readStringLiteral } from './read-string-literal.ts';
import { TemplateFault } from './template-fault.ts';
import type { TemplateLimits } from './template-limits.ts';
import type { Token } from './token.ts';
import { whitespaceClass } from './whitespace.ts';

const whitespace = new RegExp(`[${whitespaceClass}]+`, 'y');
const float = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y;
const integer =
  /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const name = /[\p{L}\p{M}\p{N}_]+/uy;
const identifier = /^[\p{L}\p{Nl}_][\p{L}\p{M}\p{N}_]*$/u;
const operator = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const closers: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Where reading code stopped, and how deep its brackets went. */
export interface CodeEnd {
  position: number;
  nesting: number;
}

/**
 * Reads the tokens of one tag, from after its opening delimiter to after its closing one.
 * @param end how the tag closes: pushed as a token of this type
 * @throws TemplateFault `syntax` for a character that starts no token, `limit` for too many open brackets
 */
export function lexCode(
  source: string,
  start: number,
  end: { type: 'block_end' | 'variable_end'; pattern: RegExp },
  tokens: Token[],
  limits: TemplateLimits,
): CodeEnd {
  const open: string[] = [];
  let position = start;
  let nesting = 0;
  const match = (pattern: RegExp): string | undefined => matchAt(pattern, source, position);
  while (position < source.length) {
    if (open.length === 0) {
      const closing = match(end.pattern);
      if (closing !== undefined) {
        tokens.push({ type: end.type, value: closing, offset: position });
        return { position: position + closing.length, nesting };
      }
    }
    const blank = match(whitespace);
    if (blank !== undefined) {
      position += blank.length;
      continue;
    }
    const token = readNumberOrName(source, position, limits) ?? readSymbol(source, position);
    if (token.type === token.text) {
      balance(token.text, open, position);
      nesting = Math.max(nesting, open.length);
      if (open.length > limits.nesting) failNesting(limits.nesting, position);
    }
    tokens.push({ type: token.type, value: token.value ?? token.text, offset: position });
    position += token.text.length;
  }
  return { position, nesting };
}

interface Lexeme {
  type: string;
  text: string;
  /** Set where it is not the text itself. */
  value?: string;
}

function matchAt(pattern: RegExp, source: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0];
}

function readNumberOrName(
  source: string,
  offset: number,
  limits: TemplateLimits,
): Lexeme | undefined {
  const floatText = matchAt(float, source, offset);
  if (floatText !== undefined) return { type: 'float', text: floatText };
  const integerText = matchAt(integer, source, offset);
  if (integerText !== undefined) {
    if (integerText.length > limits.integerDigits) failDigits(limits.integerDigits, offset);
    return { type: 'integer', text: integerText };
  }
  const nameText = matchAt(name, source, offset);
  if (nameText === undefined) return undefined;
  if (!identifier.test(nameText))
    throw new TemplateFault('syntax', 'Invalid character in identifier', { offset });
  return { type: 'name', text: nameText };
}

function readSymbol(source: string, offset: number): Lexeme {
  const quoted = readQuoted(source, offset);
  if (quoted !== undefined)
    return { type: 'string', text: quoted, value: readStringLiteral(quoted.slice(1, -1), offset) };
  const symbol = matchAt(operator, source, offset);
  if (symbol !== undefined) return { type: symbol, text: symbol };
  const char = String.fromCodePoint(source.codePointAt(offset) ?? 0);
  throw new TemplateFault('syntax', `unexpected char ${quote(char)} at ${offset}`, { offset });
}

function balance(text: string, open: string[], offset: number): void {
  const closer = closers.get(text);
  if (closer !== undefined) open.push(closer);
  else if (text === ')' || text === ']' || text === '}') {
    const expected = open.pop();
    if (expected === undefined)
      throw new TemplateFault('syntax', `unexpected '${text}'`, { offset });
    if (expected !== text)
      throw new TemplateFault('syntax', `unexpected '${text}', expected '${expected}'`, { offset });
  }
}

/** The quoted text at `start` with its quotes, `undefined` when there is none or it never ends. */
function readQuoted(source: string, start: number): string | undefined {
  const quoteMark = source[start];
  if (quoteMark !== '"' && quoteMark !== "'") return undefined;
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === quoteMark) return source.slice(start, at + 1);
  }
  return undefined;
}

function quote(char: string): string {
  return char === "'" ? `"'"` : `'${char}'`;
}

function failDigits(limit: number, offset: number): never {
  throw new TemplateFault('limit', `an integer has more than ${limit} digits`, {
    offset,
    budget: 'integerDigits',
    limit,
  });
}

function failNesting(limit: number, offset: number): never {
  throw new TemplateFault('limit', `brackets are nested more than ${limit} deep`, {
    offset,
    budget: 'nesting',
    limit,
  });
}
