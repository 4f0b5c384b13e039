import type { Position } from '../errors/problem.ts';
import type { TemplateText } from './nodes.ts';
import { locateInRuns } from './yaml/text-runs.ts';

/**
 * Where a place in a template stands in the file that holds it.
 * @param at line and column in the template's own text, both from 1
 */
export function locateTemplate(text: TemplateText, at: Position): Position {
  if (text.mapping.kind === 'start') return text.start;
  if (text.mapping.kind === 'runs') {
    return locateInRuns(text.mapping.runs, offsetOf(text.source, at)) ?? text.start;
  }
  const line = text.start.line + at.line - 1;
  const isFirst = at.line === 1;
  const before = isFirst ? text.start.column - 1 : text.mapping.indent;
  return { line, column: before + at.column };
}

function offsetOf(source: string, at: Position): number {
  const breaks = /\r\n|\r|\n/g;
  for (let line = 1; line < at.line; line += 1) if (!breaks.exec(source)) break;
  return breaks.lastIndex + at.column - 1;
}
