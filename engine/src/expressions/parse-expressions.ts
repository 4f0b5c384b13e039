import { type DataPath, parsePath } from './path.ts';

/** A piece of a text; offsets count UTF-16 units from its start, `end` is exclusive. */
export type Segment =
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'path';
      readonly path: DataPath;
      readonly start: number;
      readonly end: number;
    };

/** Why an expression is not taken. */
export interface ExpressionFault {
  /** `syntax`: it is no path · `unknown-name`: nothing has its first name · `absent`: the path leads nowhere. */
  readonly kind: 'syntax' | 'unknown-name' | 'absent';
  readonly message: string;
  /** Where in the text, in UTF-16 units from 0. */
  readonly offset: number;
  readonly hint?: string;
}

/** A text with its `${{ … }}` found. */
export interface ParsedExpressions {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Expressions that are no path; such a text must not be evaluated. */
  readonly faults: readonly ExpressionFault[];
}

const open = '${{';
const close = '}}';
/** How far a closing brace is sought past quotes; longer than any path that is taken. */
const longestExpression = 1_100;

/**
 * Splits a text into literal pieces and `${{ path }}` expressions. `$${{` is the literal text `${{`
 * and starts no expression. All faults are collected.
 */
export function parseExpressions(text: string): ParsedExpressions {
  const segments: Segment[] = [];
  const faults: ExpressionFault[] = [];
  let literal = '';
  let literalStart = 0;
  let offset = 0;
  const flush = (end: number) => {
    if (literal !== '') segments.push({ kind: 'literal', text: literal, start: literalStart, end });
    literal = '';
  };
  while (offset < text.length) {
    const found = text.indexOf(open, offset);
    if (found === -1) break;
    if (found > offset && text[found - 1] === '$') {
      literal += text.slice(offset, found - 1) + open;
      offset = found + open.length;
      continue;
    }
    literal += text.slice(offset, found);
    flush(found);
    const end = closingOf(text, found + open.length);
    if (end === undefined) {
      faults.push(unclosed(found));
      return { text, segments, faults };
    }
    const { path, fault } = parsePath(text.slice(found + open.length, end));
    if (fault === undefined) {
      segments.push({ kind: 'path', path, start: found, end: end + close.length });
    } else {
      faults.push({ ...fault, kind: 'syntax', offset: found + open.length + fault.offset });
    }
    offset = end + close.length;
    literalStart = offset;
  }
  literal += text.slice(offset);
  flush(text.length);
  return { text, segments, faults };
}

/** True when a text has an expression or an escaped one, so that it must be evaluated. */
export function hasExpressions(text: string): boolean {
  return text.includes(open);
}

/** Where the `}}` of an expression stands; quoted keys may hold braces. */
function closingOf(text: string, start: number): number | undefined {
  let quote: string | undefined;
  const limit = Math.min(text.length, start + longestExpression);
  for (let index = start; index < limit; index += 1) {
    const character = text[index];
    if (quote !== undefined) {
      if (character === '\\' && quote === '"') index += 1;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (text.startsWith(close, index)) {
      return index;
    }
  }
  const plain = text.indexOf(close, start);
  return plain === -1 ? undefined : plain;
}

function unclosed(offset: number): ExpressionFault {
  return {
    kind: 'syntax',
    message: 'an expression is not closed with }}',
    offset,
    hint: 'Write $${{ for the plain text ${{.',
  };
}
