import type { Position } from '../../errors/problem.ts';
import { inlineRuns } from './text-runs.ts';
import type { WrittenText } from './yaml-file.ts';

/**
 * How the text of a block after `|` is written.
 * @param header where the `|` stands
 * @param lineAt a line of the file, from 1, without its line break
 */
export function blockText(
  text: string,
  header: Position,
  lineAt: (line: number) => string,
): WrittenText {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line !== '');
  const written = lineAt(header.line + 1 + Math.max(first, 0)).length;
  const indent = first === -1 ? 0 : Math.max(0, written - (lines[first] as string).length);
  return { text, start: { line: header.line + 1, column: indent + 1 }, indent };
}

/** How plain or quoted text is written. */
export function inlineText(text: string, raw: string, at: Position): WrittenText {
  if (raw === text) return { text, start: at, indent: at.column - 1 };
  const start = /^["']/.test(raw) ? { line: at.line, column: at.column + 1 } : at;
  if (raw.slice(1, -1) === text) return { text, start, indent: start.column - 1 };
  const runs = inlineRuns(text, raw, at);
  return { text, start, indent: undefined, ...(runs && runs.length > 0 && { runs }) };
}
