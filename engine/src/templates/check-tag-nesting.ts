import { TemplateFault } from './template-fault.ts';
import type { Token } from './token.ts';

const openers: ReadonlySet<string> = new Set('for if with macro call filter autoescape'.split(' '));
const closers: ReadonlySet<string> = new Set(
  'endfor endif endwith endmacro endcall endfilter endautoescape endset'.split(' '),
);

/**
 * Refuses block tags nested too deep by their tokens alone, before anything is parsed.
 * @throws TemplateFault `limit` at the tag that goes too deep
 */
export function checkTagNesting(tokens: readonly Token[], limit: number): void {
  let open = 0;
  tokens.forEach((token, index) => {
    const name = tokens[index + 1];
    if (token.type !== 'block_begin' || name?.type !== 'name') return;
    if (closers.has(name.value)) open -= 1;
    else if (openers.has(name.value) || (name.value === 'set' && isSetBlock(tokens, index)))
      open += 1;
    if (open > limit)
      throw new TemplateFault('limit', `block tags are nested more than ${limit} deep`, {
        offset: token.offset,
        budget: 'nesting',
        limit,
      });
  });
}

/** True when no `=` of its own stands in the tag: `{% set x %}` and `{% set x | upper %}`. */
function isSetBlock(tokens: readonly Token[], start: number): boolean {
  let brackets = 0;
  for (let index = start + 1; index < tokens.length; index += 1) {
    const { type } = tokens[index] as Token;
    if (type === 'block_end' || type === 'eof') return true;
    if (type === '(' || type === '[' || type === '{') brackets += 1;
    else if (type === ')' || type === ']' || type === '}') brackets -= 1;
    else if (type === '=' && brackets === 0) return false;
  }
  return true;
}
