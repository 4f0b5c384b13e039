import { checkTagNesting } from './check-tag-nesting.ts';
import { lexTemplate } from './lex-template.ts';
import { locateOffset } from './locate-offset.ts';
import { normalizeSource } from './normalize-source.ts';
import { createExpressionParser } from './parse-expression.ts';
import { createStatementParser } from './parse-statements.ts';
import { TemplateFault } from './template-fault.ts';
import { defaultTemplateLimits, type TemplateLimits } from './template-limits.ts';
import type { TemplateTree } from './template-tree.ts';
import { createTokenStream } from './token-stream.ts';

/**
 * The syntax tree of a Jinja2 3.1 template.
 * @throws TemplateFault `syntax` or `limit`, with line and column
 */
export function parseTemplate(source: string, limits: Partial<TemplateLimits> = {}): TemplateTree {
  const merged = { ...defaultTemplateLimits, ...limits };
  const normalized = normalizeSource(source);
  try {
    return parseNormalized(normalized, merged);
  } catch (error) {
    if (error instanceof TemplateFault) {
      const place = locateOffset(normalized, error.offset ?? 0);
      error.line = place.line;
      error.column = place.column;
    }
    throw error;
  }
}

function parseNormalized(source: string, limits: TemplateLimits): TemplateTree {
  if (source.length > limits.templateChars)
    throw new TemplateFault(
      'limit',
      `the template has ${source.length} characters; at most ${limits.templateChars} are read`,
      { offset: 0, budget: 'templateChars', limit: limits.templateChars },
    );
  const { tokens, nesting } = lexTemplate(source, limits);
  checkTagNesting(tokens, limits.nesting);
  const statements = createStatementParser(createExpressionParser(createTokenStream(tokens)));
  const body = statements.parseBody();
  return { kind: 'template', source, body, nesting: nesting + statements.deepest() };
}
