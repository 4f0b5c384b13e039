import type { Expression, FilterLink } from './template-tree.ts';
import type { TokenStream } from './token-stream.ts';

/** Jinja2's expression grammar over one token stream. */
export interface ExpressionParser {
  readonly stream: TokenStream;
  parseExpression(options?: { hasConditional?: boolean }): Expression;
  /** One expression, or a tuple when commas follow. */
  parseTuple(options?: { hasConditional?: boolean; isInBrackets?: boolean }): Expression;
  parseFilters(isFirstInline: boolean): FilterLink[];
}
