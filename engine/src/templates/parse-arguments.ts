import type { ExpressionParser } from './expression-parser.ts';
import { TemplateFault } from './template-fault.ts';
import type { CallArguments } from './template-tree.ts';

/** The arguments of a call, filter or test, from its opening to its closing bracket. */
export function parseArguments(parser: ExpressionParser): CallArguments {
  const { stream } = parser;
  const result: CallArguments = noArguments();
  stream.expect('(');
  let needsComma = false;
  const ensure = (holds: boolean): void => {
    if (!holds)
      throw new TemplateFault('syntax', 'invalid syntax for function call expression', {
        offset: stream.current.offset,
      });
  };
  while (stream.current.type !== ')') {
    if (needsComma) {
      stream.expect(',');
      if (stream.current.type === ')') break;
    }
    const noSpread = result.spread === undefined && result.keywordSpread === undefined;
    if (stream.current.type === '*') {
      ensure(noSpread);
      stream.take();
      result.spread = parser.parseExpression();
    } else if (stream.current.type === '**') {
      ensure(result.keywordSpread === undefined);
      stream.take();
      result.keywordSpread = parser.parseExpression();
    } else if (stream.current.type === 'name' && stream.next.type === '=') {
      ensure(result.keywordSpread === undefined);
      const { value: name, offset } = stream.take();
      stream.take();
      result.keywords.push({ name, value: parser.parseExpression(), offset });
    } else {
      ensure(noSpread && result.keywords.length === 0);
      result.positional.push(parser.parseExpression());
    }
    needsComma = true;
  }
  stream.expect(')');
  return result;
}

/** Arguments of something that is used without brackets. */
export function noArguments(): CallArguments {
  return { positional: [], keywords: [], spread: undefined, keywordSpread: undefined };
}
