import type { Position } from '../errors/problem.ts';
import type { TemplateText } from './nodes.ts';

/**
 * Where a place in a template stands in the file that holds it.
 * @param at line and column in the template's own text, both from 1
 */
export function locateTemplate(text: TemplateText, at: Position): Position {
  if (text.mapping.kind === 'start') return text.start;
  const line = text.start.line + at.line - 1;
  const isFirst = at.line === 1;
  const before = isFirst ? text.start.column - 1 : text.mapping.indent;
  return { line, column: before + at.column };
}
