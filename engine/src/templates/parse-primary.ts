import type { ExpressionParser } from './expression-parser.ts';
import { TemplateFault } from './template-fault.ts';
import type { Expression } from './template-tree.ts';
import { describeToken } from './token.ts';

const constants: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** True for the names that can be neither read as inputs nor assigned. */
export function isConstantName(name: string): boolean {
  return constants.has(name);
}

/** A literal, a name, or an expression in brackets. */
export function parsePrimary(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const token = stream.current;
  const { offset } = token;
  switch (token.type) {
    case 'name': {
      stream.take();
      const constant = constants.get(token.value);
      return constant === undefined
        ? { kind: 'name', name: token.value, offset }
        : { kind: 'literal', value: constant, offset };
    }
    case 'string': {
      const parts: string[] = [];
      while (stream.current.type === 'string') parts.push(stream.take().value);
      return { kind: 'literal', value: parts.join(''), offset };
    }
    case 'integer':
      stream.take();
      return { kind: 'integer', value: readInteger(token.value), offset };
    case 'float':
      stream.take();
      return { kind: 'float', value: Number(token.value.replaceAll('_', '')), offset };
    case '(': {
      stream.take();
      const node = parser.parseTuple({ isInBrackets: true });
      stream.expect(')');
      return node;
    }
    case '[':
      return parseList(parser);
    case '{':
      return parseDict(parser);
    default:
      throw new TemplateFault('syntax', `unexpected '${describeToken(token)}'`, { offset });
  }
}

function parseList(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const { offset } = stream.take();
  const items: Expression[] = [];
  while (stream.current.type !== ']') {
    if (items.length > 0) stream.expect(',');
    if (stream.current.type === ']') break;
    items.push(parser.parseExpression());
  }
  stream.expect(']');
  return { kind: 'list', items, offset };
}

function parseDict(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const { offset } = stream.take();
  const entries: { key: Expression; value: Expression }[] = [];
  while (stream.current.type !== '}') {
    if (entries.length > 0) stream.expect(',');
    if (stream.current.type === '}') break;
    const key = parser.parseExpression();
    stream.expect(':');
    entries.push({ key, value: parser.parseExpression() });
  }
  stream.expect('}');
  return { kind: 'dict', entries, offset };
}

function readInteger(text: string): number | bigint {
  const digits = text.replaceAll('_', '').toLowerCase();
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}
