import type { ExpressionParser } from './expression-parser.ts';
import { noArguments, parseArguments } from './parse-arguments.ts';
import { parsePrimary } from './parse-primary.ts';
import { TemplateFault } from './template-fault.ts';
import type {
  ArithmeticOperator,
  CompareOperator,
  Expression,
  FilterLink,
  Link,
  OperandOf,
  TestLink,
} from './template-tree.ts';
import { describeToken } from './token.ts';
import type { TokenStream } from './token-stream.ts';

const compareTokens: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const argumentTokens: ReadonlySet<string> = new Set([
  'name',
  'string',
  'integer',
  'float',
  '(',
  '[',
  '{',
]);
const maxTrailingConditions = 50;

/** A parser of expressions that reads from `stream`. */
export function createExpressionParser(stream: TokenStream): ExpressionParser {
  const parser: ExpressionParser = {
    stream,
    parseExpression: (options) =>
      options?.hasConditional === false ? parseOr(parser) : parseConditional(parser),
    parseTuple(options = {}) {
      const offset = stream.current.offset;
      const items: Expression[] = [];
      let isTuple = false;
      for (;;) {
        if (items.length > 0) stream.expect(',');
        if (isTupleEnd(stream)) break;
        items.push(parser.parseExpression({ hasConditional: options.hasConditional ?? true }));
        if (stream.current.type !== ',') break;
        isTuple = true;
      }
      if (!isTuple) {
        if (items[0] !== undefined) return items[0];
        if (options.isInBrackets !== true)
          throw new TemplateFault(
            'syntax',
            `Expected an expression, got '${describeToken(stream.current)}'`,
            { offset: stream.current.offset },
          );
      }
      return { kind: 'tuple', items, offset };
    },
    parseFilters(isFirstInline) {
      const filters: FilterLink[] = [];
      if (isFirstInline) filters.push(parseFilter(parser));
      while (stream.skip('|')) filters.push(parseFilter(parser));
      return filters;
    },
  };
  return parser;
}

function isTupleEnd(stream: TokenStream): boolean {
  const { type } = stream.current;
  return type === 'variable_end' || type === 'block_end' || type === ')';
}

function parseConditional(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const { offset } = stream.current;
  const branches: { test: Expression; value: Expression }[] = [];
  let value = parseOr(parser);
  let trailing = 0;
  while (stream.skipName('if')) {
    const test = parseOr(parser);
    if (stream.skipName('else')) {
      branches.push({ test, value });
      value = parseOr(parser);
    } else {
      trailing += 1;
      if (trailing > maxTrailingConditions)
        throw new TemplateFault('limit', 'too many conditions without else in one expression', {
          offset,
          budget: 'nesting',
          limit: maxTrailingConditions,
        });
      value = { kind: 'conditional', branches: [{ test, value }], otherwise: undefined, offset };
    }
  }
  if (branches.length === 0) return value;
  return { kind: 'conditional', branches, otherwise: value, offset };
}

function parseOr(parser: ExpressionParser): Expression {
  return parseJoined(parser, 'or', () => parseJoined(parser, 'and', () => parseNot(parser)));
}

function parseJoined(
  parser: ExpressionParser,
  word: 'and' | 'or',
  parseItem: () => Expression,
): Expression {
  const { offset } = parser.stream.current;
  const first = parseItem();
  if (!parser.stream.isName(word)) return first;
  const items = [first];
  while (parser.stream.skipName(word)) items.push(parseItem());
  return { kind: word, items, offset };
}

function parseNot(parser: ExpressionParser): Expression {
  const { offset } = parser.stream.current;
  let count = 0;
  while (parser.stream.skipName('not')) count += 1;
  const operand = parseCompare(parser);
  return count === 0 ? operand : { kind: 'not', count, operand, offset };
}

function parseCompare(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const first = parseSum(parser);
  const rest: OperandOf<CompareOperator>[] = [];
  for (;;) {
    const { type, offset } = stream.current;
    let operator: CompareOperator;
    if (compareTokens.has(type)) {
      operator = stream.take().value as CompareOperator;
    } else if (stream.skipName('in')) {
      operator = 'in';
    } else if (stream.isName('not') && stream.next.type === 'name' && stream.next.value === 'in') {
      stream.take();
      stream.take();
      operator = 'not in';
    } else break;
    rest.push({ operator, operand: parseSum(parser), offset });
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest, offset: first.offset };
}

function parseArithmetic(
  parser: ExpressionParser,
  operators: ReadonlySet<string>,
  parseOperand: (parser: ExpressionParser) => Expression,
): Expression {
  const { stream } = parser;
  const first = parseOperand(parser);
  if (!operators.has(stream.current.type)) return first;
  const rest: OperandOf<ArithmeticOperator>[] = [];
  while (operators.has(stream.current.type)) {
    const { value, offset } = stream.take();
    rest.push({ operator: value as ArithmeticOperator, operand: parseOperand(parser), offset });
  }
  return { kind: 'arithmetic', first, rest, offset: first.offset };
}

const sums: ReadonlySet<string> = new Set(['+', '-']);
const products: ReadonlySet<string> = new Set(['*', '/', '//', '%']);
const powers: ReadonlySet<string> = new Set(['**']);

function parseSum(parser: ExpressionParser): Expression {
  return parseArithmetic(parser, sums, parseConcat);
}

function parseConcat(parser: ExpressionParser): Expression {
  const first = parseProduct(parser);
  if (parser.stream.current.type !== '~') return first;
  const items = [first];
  while (parser.stream.skip('~')) items.push(parseProduct(parser));
  return { kind: 'concat', items, offset: first.offset };
}

function parseProduct(parser: ExpressionParser): Expression {
  return parseArithmetic(parser, products, parsePower);
}

function parsePower(parser: ExpressionParser): Expression {
  return parseArithmetic(parser, powers, parseUnary);
}

function parseUnary(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const { offset } = stream.current;
  const signs: ('-' | '+')[] = [];
  while (stream.current.type === '-' || stream.current.type === '+')
    signs.push(stream.take().value as '-' | '+');
  let node = parsePostfix(parser, parsePrimary(parser));
  if (signs.length > 0) node = { kind: 'sign', signs, operand: node, offset };
  const links: Link[] = [];
  for (;;) {
    const { type } = stream.current;
    if (type === '|') {
      stream.take();
      links.push(parseFilter(parser));
    } else if (stream.isName('is')) links.push(parseTest(parser));
    else if (type === '(')
      links.push({
        kind: 'call',
        offset: stream.current.offset,
        arguments: parseArguments(parser),
      });
    else break;
  }
  return extendChain(node, links);
}

function parsePostfix(parser: ExpressionParser, head: Expression): Expression {
  const { stream } = parser;
  const links: Link[] = [];
  for (;;) {
    const { type, offset } = stream.current;
    if (type === '.') links.push(parseDot(parser));
    else if (type === '[') links.push(parseSubscript(parser));
    else if (type === '(') links.push({ kind: 'call', arguments: parseArguments(parser), offset });
    else break;
  }
  return extendChain(head, links);
}

function extendChain(head: Expression, links: Link[]): Expression {
  if (links.length === 0) return head;
  if (head.kind === 'chain') return { ...head, links: [...head.links, ...links] };
  return { kind: 'chain', head, links, offset: head.offset };
}

function parseDot(parser: ExpressionParser): Link {
  const { stream } = parser;
  stream.take();
  const token = stream.take();
  if (token.type === 'name') return { kind: 'attribute', name: token.value, offset: token.offset };
  if (token.type !== 'integer')
    throw new TemplateFault('syntax', 'expected name or number', { offset: token.offset });
  const value = Number(token.value.replaceAll('_', ''));
  return {
    kind: 'item',
    key: { kind: 'integer', value, offset: token.offset },
    offset: token.offset,
  };
}

function parseSubscript(parser: ExpressionParser): Link {
  const { stream } = parser;
  const { offset } = stream.take();
  const keys: Expression[] = [];
  while (stream.current.type !== ']') {
    if (keys.length > 0) stream.expect(',');
    keys.push(parseSubscriptKey(parser));
  }
  stream.expect(']');
  const [only] = keys;
  const key: Expression =
    keys.length === 1 && only !== undefined ? only : { kind: 'tuple', items: keys, offset };
  return { kind: 'item', key, offset };
}

function parseSubscriptKey(parser: ExpressionParser): Expression {
  const { stream } = parser;
  const { offset } = stream.current;
  const isEnd = (): boolean => stream.current.type === ']' || stream.current.type === ',';
  let start: Expression | undefined;
  if (stream.current.type !== ':') {
    start = parser.parseExpression();
    if (stream.current.type !== ':') return start;
  }
  stream.take();
  let stop: Expression | undefined;
  if (stream.current.type !== ':' && !isEnd()) stop = parser.parseExpression();
  let step: Expression | undefined;
  if (stream.skip(':') && !isEnd()) step = parser.parseExpression();
  return { kind: 'slice', start, stop, step, offset };
}

function parseDottedName(stream: TokenStream): { name: string; offset: number } {
  const token = stream.expect('name');
  let name = token.value;
  while (stream.skip('.')) name += `.${stream.expect('name').value}`;
  return { name, offset: token.offset };
}

function parseFilter(parser: ExpressionParser): FilterLink {
  const { name, offset } = parseDottedName(parser.stream);
  const hasArguments = parser.stream.current.type === '(';
  const filterArguments = hasArguments ? parseArguments(parser) : noArguments();
  return { kind: 'filter', name, arguments: filterArguments, offset };
}

function parseTest(parser: ExpressionParser): TestLink {
  const { stream } = parser;
  stream.take();
  const isNegated = stream.skipName('not');
  const { name, offset } = parseDottedName(stream);
  let testArguments = noArguments();
  if (stream.current.type === '(') {
    testArguments = parseArguments(parser);
  } else if (
    argumentTokens.has(stream.current.type) &&
    !(stream.isName('else') || stream.isName('or') || stream.isName('and'))
  ) {
    if (stream.isName('is'))
      throw new TemplateFault('syntax', 'You cannot chain multiple tests with is', {
        offset: stream.current.offset,
      });
    testArguments.positional.push(parsePostfix(parser, parsePrimary(parser)));
  }
  return { kind: 'test', name, arguments: testArguments, isNegated, offset };
}
