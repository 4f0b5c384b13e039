import { lexCode } from './lex-code.ts';
import { TemplateFault } from './template-fault.ts';
import type { TemplateLimits } from './template-limits.ts';
import type { Token } from './token.ts';
import { trimEnd, whitespaceClass } from './whitespace.ts';

const ws = `[${whitespaceClass}]*`;
const rawBegin = new RegExp(`\\{%[-+]?${ws}raw${ws}(?:-%\\}${ws}|%\\})`, 'y');
const rawEnd = new RegExp(`\\{%([-+]?)${ws}endraw${ws}(?:-%\\}${ws}|[+]?%\\})`, 'y');
const commentEnd = new RegExp(`-#\\}${ws}|[+]?#\\}`, 'y');
const blockEnd = { type: 'block_end', pattern: new RegExp(`-%\\}${ws}|[+]?%\\}`, 'y') } as const;
const variableEnd = {
  type: 'variable_end',
  pattern: new RegExp(`-\\}\\}${ws}|\\}\\}`, 'y'),
} as const;

/** The tokens of a template with its white-space control applied, and its deepest bracket nesting. */
export function lexTemplate(
  source: string,
  limits: TemplateLimits,
): { tokens: Token[]; nesting: number } {
  const tokens: Token[] = [];
  let nesting = 0;
  let position = 0;
  const pushData = (text: string, offset: number): void => {
    if (text !== '') tokens.push({ type: 'data', value: text, offset });
  };
  while (position < source.length) {
    const start = findDelimiter(source, position);
    if (start === -1) {
      pushData(source.slice(position), position);
      break;
    }
    const sign = source[start + 2];
    const text = source.slice(position, start);
    pushData(sign === '-' ? trimEnd(text) : text, position);
    const afterSign = start + (sign === '-' || sign === '+' ? 3 : 2);
    if (source[start + 1] === '#') {
      position = skipComment(source, start, afterSign);
      continue;
    }
    rawBegin.lastIndex = start;
    const raw = rawBegin.exec(source);
    if (raw !== null) {
      const end = readRaw(source, start, start + raw[0].length);
      pushData(end.text, start + raw[0].length);
      position = end.position;
      continue;
    }
    const isBlock = source[start + 1] === '%';
    tokens.push({ type: isBlock ? 'block_begin' : 'variable_begin', value: '', offset: start });
    const end = lexCode(source, afterSign, isBlock ? blockEnd : variableEnd, tokens, limits);
    position = end.position;
    nesting = Math.max(nesting, end.nesting);
  }
  tokens.push({ type: 'eof', value: '', offset: source.length });
  return { tokens, nesting };
}

function findDelimiter(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    const next = source[at + 1];
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return -1;
}

function skipComment(source: string, start: number, from: number): number {
  if (from >= source.length) return source.length;
  for (let at = source.indexOf('#}', from); at !== -1; ) {
    const hasSign = at > from && (source[at - 1] === '-' || source[at - 1] === '+');
    commentEnd.lastIndex = hasSign ? at - 1 : at;
    const match = commentEnd.exec(source);
    if (match !== null) return match.index + match[0].length;
    at = source.indexOf('#}', at + 1);
  }
  throw new TemplateFault('syntax', 'Missing end of comment tag', { offset: start });
}

function readRaw(source: string, start: number, from: number): { text: string; position: number } {
  if (from >= source.length) return { text: '', position: from };
  for (let at = source.indexOf('{%', from); at !== -1; at = source.indexOf('{%', at + 1)) {
    rawEnd.lastIndex = at;
    const match = rawEnd.exec(source);
    if (match !== null) {
      const text = source.slice(from, at);
      return {
        text: match[1] === '-' ? trimEnd(text) : text,
        position: at + match[0].length,
      };
    }
  }
  throw new TemplateFault('syntax', 'Missing end of raw directive', { offset: start });
}
