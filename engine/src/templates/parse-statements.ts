import type { ExpressionParser } from './expression-parser.ts';
import { isConstantName } from './parse-primary.ts';
import { TemplateFault } from './template-fault.ts';
import type { Expression, Parameter, Statement, Target } from './template-tree.ts';
import { describeToken } from './token.ts';

/** Jinja2's statement grammar: text, print statements and tags. */
export interface StatementParser {
  /** Deepest nesting of block tags seen so far. */
  deepest(): number;
  /** Statements up to one of the end tags, which stays current; without end tags, all of them. */
  parseBody(endTags?: readonly string[]): Statement[];
}

/** A parser of statements that leaves expressions to `parser`. */
export function createStatementParser(parser: ExpressionParser): StatementParser {
  const { stream } = parser;
  const openTags: { name: string; endTags: readonly string[] }[] = [];
  let deepest = 0;

  const fail = (message: string, offset = stream.current.offset, hint?: string): never => {
    throw new TemplateFault('syntax', message, hint === undefined ? { offset } : { offset, hint });
  };

  const parseBody = (endTags: readonly string[] = []): Statement[] => {
    const body: Statement[] = [];
    for (;;) {
      const token = stream.current;
      if (token.type === 'eof') {
        if (endTags.length > 0) failUnknownTag(undefined);
        return body;
      }
      stream.take();
      if (token.type === 'data') {
        body.push({ kind: 'text', text: token.value, offset: token.offset });
      } else if (token.type === 'variable_begin') {
        const value = parser.parseTuple();
        body.push({ kind: 'output', items: [value], offset: token.offset });
        stream.expect('variable_end');
      } else {
        if (stream.current.type === 'name' && endTags.includes(stream.current.value)) return body;
        body.push(parseTag(token.offset));
        stream.expect('block_end');
      }
    }
  };

  /** The body of a block tag; its end tag is taken and returned. */
  const parseBlock = (endTags: readonly string[]): { body: Statement[]; endTag: string } => {
    stream.skip(':');
    stream.expect('block_end');
    const open = openTags.at(-1);
    if (open !== undefined) open.endTags = endTags;
    const body = parseBody(endTags);
    return { body, endTag: stream.take().value };
  };

  const parseTarget = (options: { hasAttribute?: boolean } = {}): Target => {
    const { offset } = stream.current;
    const items: Target[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) stream.expect(',');
      const { type } = stream.current;
      if (type === 'variable_end' || type === 'block_end' || type === ')') break;
      items.push(parseTargetItem(options));
      if (stream.current.type !== ',') break;
      isTuple = true;
    }
    if (!isTuple) {
      if (items[0] !== undefined) return items[0];
      fail(`Expected an expression, got '${describeToken(stream.current)}'`);
    }
    return { kind: 'tuple', items, offset };
  };

  const parseTargetItem = (options: { hasAttribute?: boolean }): Target => {
    const { offset } = stream.current;
    if (stream.skip('(')) {
      const target = parseTarget(options);
      stream.expect(')');
      return target;
    }
    if (stream.current.type !== 'name') {
      const types: Record<string, string> = { '[': 'list', '{': 'dict' };
      const { type } = stream.current;
      if (['string', 'integer', 'float'].includes(type)) fail("can't assign to 'const'");
      if (Object.hasOwn(types, type)) fail(`can't assign to '${types[type]}'`);
      fail(`unexpected '${describeToken(stream.current)}'`);
    }
    const name = stream.take().value;
    if (isConstantName(name)) fail("can't assign to 'const'", offset);
    if (options.hasAttribute === true && stream.skip('.')) {
      const attribute = stream.expect('name').value;
      return { kind: 'attribute', name, attribute, offset };
    }
    return { kind: 'name', name, offset };
  };

  const parseName = (): string => {
    const token = stream.expect('name');
    if (isConstantName(token.value)) fail("can't assign to 'name'", token.offset);
    return token.value;
  };

  const parseParameters = (): Parameter[] => {
    const parameters: Parameter[] = [];
    stream.expect('(');
    while (stream.current.type !== ')') {
      if (parameters.length > 0) stream.expect(',');
      const { offset } = stream.current;
      const name = parseName();
      if (parameters.some((parameter) => parameter.name === name))
        fail(`duplicate argument '${name}' in function definition`, offset);
      let value: Expression | undefined;
      if (stream.skip('=')) value = parser.parseExpression();
      else if (parameters.at(-1)?.default !== undefined)
        fail('non-default argument follows default argument', offset);
      parameters.push({ name, default: value, offset });
    }
    stream.expect(')');
    return parameters;
  };

  const parseFor = (offset: number): Statement => {
    const target = parseTarget();
    stream.expectName('in');
    const iterable = parser.parseTuple({ hasConditional: false });
    const test = stream.skipName('if') ? parser.parseExpression() : undefined;
    const isRecursive = stream.skipName('recursive');
    const { body, endTag } = parseBlock(['endfor', 'else']);
    const otherwise = endTag === 'else' ? parseBlock(['endfor']).body : [];
    if (targetNames(target).includes('loop'))
      fail("Can't assign to special loop variable in for-loop target", target.offset);
    return { kind: 'for', target, iterable, test, isRecursive, body, otherwise, offset };
  };

  const parseIf = (offset: number): Statement => {
    const branches: { test: Expression; body: Statement[] }[] = [];
    for (;;) {
      const test = parser.parseTuple({ hasConditional: false });
      const { body, endTag } = parseBlock(['elif', 'else', 'endif']);
      branches.push({ test, body });
      if (endTag === 'elif') continue;
      const otherwise = endTag === 'else' ? parseBlock(['endif']).body : [];
      return { kind: 'if', branches, otherwise, offset };
    }
  };

  const parseSet = (offset: number): Statement => {
    const target = parseTarget({ hasAttribute: true });
    if (stream.skip('=')) return { kind: 'set', target, value: parser.parseTuple(), offset };
    const filters = parser.parseFilters(false);
    const { body } = parseBlock(['endset']);
    return { kind: 'set-block', target, filters, body, offset };
  };

  const parseWith = (offset: number): Statement => {
    const bindings: { target: Target; value: Expression }[] = [];
    while (stream.current.type !== 'block_end') {
      if (bindings.length > 0) stream.expect(',');
      const target = parseTarget();
      stream.expect('=');
      bindings.push({ target, value: parser.parseExpression() });
    }
    return { kind: 'with', bindings, body: parseBlock(['endwith']).body, offset };
  };

  const parseInclude = (offset: number): Statement => {
    const name = parser.parseExpression();
    const nextIs = (word: string): boolean =>
      stream.next.type === 'name' && stream.next.value === word;
    let isIgnoringMissing = false;
    if (stream.isName('ignore') && nextIs('missing')) {
      stream.take();
      stream.take();
      isIgnoringMissing = true;
    }
    let hasContext = true;
    if ((stream.isName('with') || stream.isName('without')) && nextIs('context')) {
      hasContext = stream.take().value === 'with';
      stream.take();
    }
    return { kind: 'include', names: includeNames(name), isIgnoringMissing, hasContext, offset };
  };

  const parseCall = (offset: number): Statement => {
    const parameters = stream.current.type === '(' ? parseParameters() : [];
    const call = parser.parseExpression();
    if (call.kind !== 'chain' || call.links.at(-1)?.kind !== 'call')
      return fail('expected call', offset);
    return { kind: 'call', parameters, call, body: parseBlock(['endcall']).body, offset };
  };

  const parsePrint = (offset: number): Statement => {
    const items: Expression[] = [];
    while (stream.current.type !== 'block_end') {
      if (items.length > 0) stream.expect(',');
      items.push(parser.parseExpression());
    }
    return { kind: 'output', items, offset };
  };

  const tags: ReadonlyMap<string, (offset: number) => Statement> = new Map([
    ['for', parseFor],
    ['if', parseIf],
    ['set', parseSet],
    ['with', parseWith],
    ['include', parseInclude],
    ['print', parsePrint],
    ['call', parseCall],
    [
      'macro',
      (offset): Statement => {
        const name = parseName();
        const parameters = parseParameters();
        return { kind: 'macro', name, parameters, body: parseBlock(['endmacro']).body, offset };
      },
    ],
    [
      'filter',
      (offset): Statement => {
        const filters = parser.parseFilters(true);
        return { kind: 'filter', filters, body: parseBlock(['endfilter']).body, offset };
      },
    ],
    [
      'autoescape',
      (offset): Statement => {
        const value = parser.parseExpression();
        return { kind: 'autoescape', value, body: parseBlock(['endautoescape']).body, offset };
      },
    ],
  ]);

  const parseTag = (offset: number): Statement => {
    const token = stream.current;
    if (token.type !== 'name') fail('tag name expected');
    const parseStatement = tags.get(token.value);
    if (parseStatement === undefined) return failUnknownTag(token.value);
    stream.take();
    openTags.push({ name: token.value, endTags: [] });
    deepest = Math.max(deepest, openTags.length);
    const statement = parseStatement(offset);
    openTags.pop();
    return statement;
  };

  const failUnknownTag = (name: string | undefined): never => {
    if (name !== undefined && inheritanceTags.has(name))
      fail(`the tag '${name}' is not supported`, undefined, 'use include');
    const expected = openTags
      .flatMap((tag) => (tag.endTags.length > 0 ? [tag.endTags] : []))
      .at(-1);
    const messages =
      name === undefined ? ['Unexpected end of template.'] : [`Encountered unknown tag '${name}'.`];
    if (expected !== undefined) {
      const listed = expected.map((tag) => `'${tag}'`).join(' or ');
      messages.push(
        name !== undefined && expected.includes(name)
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${listed}.`
          : `Jinja was looking for the following tags: ${listed}.`,
      );
    }
    const innermost = openTags.at(-1);
    if (innermost !== undefined)
      messages.push(`The innermost block that needs to be closed is '${innermost.name}'.`);
    return fail(messages.join(' '), undefined, name === undefined ? undefined : tagHints.get(name));
  };

  return { deepest: () => deepest, parseBody };
}

const inheritanceTags: ReadonlySet<string> = new Set(['extends', 'block', 'import', 'from']);
const tagHints: ReadonlyMap<string, string> = new Map([
  ['elseif', 'write elif'],
  ['elsif', 'write elif'],
  ['do', 'write set with a name that is not used'],
  ['switch', 'write if and elif'],
  ['end', 'name what ends: endif, endfor, …'],
]);

/** The names that a target assigns, in order; attributes assign none. */
export function targetNames(target: Target): string[] {
  if (target.kind === 'tuple') return target.items.flatMap(targetNames);
  return target.kind === 'name' ? [target.name] : [];
}

function includeNames(node: Expression): { name: string; offset: number }[] | undefined {
  const items = node.kind === 'list' || node.kind === 'tuple' ? node.items : [node];
  const names: { name: string; offset: number }[] = [];
  for (const item of items) {
    if (item.kind !== 'literal' || typeof item.value !== 'string') return undefined;
    names.push({ name: item.value, offset: item.offset });
  }
  return names;
}
