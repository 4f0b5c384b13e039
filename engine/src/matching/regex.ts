import { RE2JS, RE2JSException } from 're2js';
import { GalleyError } from '../errors/galley-error.ts';

/** A compiled pattern with RE2 semantics: no backtracking, so time grows with pattern × text. */
export interface Regex {
  readonly pattern: string;
  /** Longest text, in UTF-16 units, that `test` takes; shorter for larger patterns. */
  readonly longestText: number;
  /** How large the compiled pattern is; matching work is at most about this × the text's length. */
  readonly size: number;
  /**
   * True when the pattern occurs anywhere in the text. `^` and `$` stand for the text's two ends and
   * `.` stops at a newline, unless the pattern says `(?m)` or `(?s)`; `(?i)` ignores case.
   * @throws GalleyError `input-invalid` for a text above `longestText`
   */
  test(text: string): boolean;
}

/** Why a pattern is not taken. */
export interface RegexFault {
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Where in the pattern, in UTF-16 units from 0; the pattern's start when the engine does not say. */
  readonly offset: number;
  readonly hint?: string;
}

export type RegexResult =
  | { readonly regex: Regex; readonly fault?: undefined }
  | { readonly regex?: undefined; readonly fault: RegexFault };

const longestPattern = 2_000;
const largestProgram = 5_000;
const longestText = 1_000_000;
/** Instructions × characters that one test may touch: about two seconds at worst. */
const largestWork = 200_000_000;
/** Copies that counted repetitions may make of their operands before the engine sees the pattern. */
const mostRepetitions = 5_000;
/** Largest count × the pattern's length: what one repetition may copy at most. */
const largestCopy = 300_000;

/**
 * Compiles a pattern of a document with RE2 syntax and semantics, or says why it cannot be.
 * Patterns are at most 2,000 characters, a counted repetition at most 1,000 and all together 5,000.
 */
export function compileRegex(pattern: string): RegexResult {
  const tooLarge = sizeFault(pattern);
  if (tooLarge !== undefined) return { fault: tooLarge };
  const backspace = pattern.indexOf('\b');
  if (backspace !== -1) return { fault: backspaceFault(backspace) };
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return { fault: syntaxFault(pattern, error) };
    throw error;
  }
  const size = compiled.programSize();
  if (size > largestProgram) return { fault: programFault(size) };
  return { regex: regexOf(pattern, compiled, size) };
}

function regexOf(pattern: string, compiled: RE2JS, size: number): Regex {
  const limit = Math.min(longestText, Math.floor(largestWork / Math.max(1, size)));
  return {
    pattern,
    longestText: limit,
    size,
    test(text) {
      if (text.length <= limit) return compiled.test(text);
      throw new GalleyError(
        'input-invalid',
        `a text of ${text.length} characters is too long for the pattern ${shown(pattern)}`,
        { data: { length: text.length, limit }, hint: `It takes at most ${limit} characters.` },
      );
    },
  };
}

/** `\b` is valid in double-quoted YAML and JSON and means a character that no text holds. */
function backspaceFault(offset: number): RegexFault {
  return {
    message: 'the pattern holds a backspace character, which `\\b` in double quotes stands for',
    offset,
    hint: "write the pattern in single quotes: '\\bword\\b'",
  };
}

function sizeFault(pattern: string): RegexFault | undefined {
  if (pattern.length > longestPattern) {
    return {
      message: `a pattern has at most ${longestPattern} characters, this one ${pattern.length}`,
      offset: longestPattern,
      hint: 'Split it into several checks.',
    };
  }
  let repetitions = 0;
  for (const match of pattern.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/g)) {
    const count = Math.max(Number(match[1]), Number(match[2] || 0));
    repetitions += count;
    if (repetitions > mostRepetitions || count * pattern.length > largestCopy) {
      return {
        message: 'counted repetitions make the pattern too large',
        offset: match.index,
        hint: 'Use *, + or a smaller count.',
      };
    }
  }
  return undefined;
}

function programFault(size: number): RegexFault {
  return {
    message: `the pattern compiles to ${size} steps, at most ${largestProgram} are taken`,
    offset: 0,
    hint: 'Nested counted repetitions multiply: use *, + or smaller counts.',
  };
}

/** The engine names the offending piece of the pattern but not its place. */
function syntaxFault(pattern: string, error: RE2JSException): RegexFault {
  const { error: reason, input } = error as { error?: unknown; input?: unknown };
  const piece = typeof input === 'string' ? input : '';
  const found = piece === '' ? -1 : placeOf(pattern, piece);
  const offset = Math.max(0, found === -1 && piece === '' ? pattern.length - 1 : found);
  const what = typeof reason === 'string' ? reason : error.message;
  const near = piece === '' ? '' : `: ${shown(piece)}`;
  const hint = hintFor(pattern, offset, piece);
  const fault = { message: `not a valid RE2 pattern, ${what}${near}`, offset };
  return hint === undefined ? fault : { ...fault, hint };
}

/** First place of the piece that is not the second half of an escape such as `\\1`. */
function placeOf(pattern: string, piece: string): number {
  if (!piece.startsWith('\\')) return pattern.indexOf(piece);
  for (let index = 0; index < pattern.length; index += 1) {
    if (pattern[index] !== '\\') continue;
    if (pattern.startsWith(piece, index)) return index;
    index += 1;
  }
  return pattern.indexOf(piece);
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/^\\[1-9k]/, 'RE2 has no backreferences: write the text out, or use two checks.'],
  [
    /^\(\?<?[=!]/,
    'RE2 has no look-ahead or look-behind: use a second check, with `not: true` for a negative one.',
  ],
  [
    /^\(\?>|^[*+?}][+]/,
    'RE2 never backtracks, so it has no atomic groups or possessive repetition: leave them out.',
  ],
  [/^\\u/, 'Write a character by its number as \\x{20AC}.'],
  [/^\\Z/, 'Write \\z for the end of the text.'],
  [/^\\c/, 'Write a control character by its number, for example \\x07.'],
  [/^[*+?]{2}/, 'A repetition cannot be repeated: put the first in (?:…).'],
  [/^\{/, 'A counted repetition goes up to 1,000, its first number not above the second.'],
  [/^\(\?/, 'RE2 knows (?:…), (?P<name>…), (?<name>…) and the flags i, m, s, U.'],
];

function hintFor(pattern: string, offset: number, piece: string): string | undefined {
  const text = piece === '' ? pattern.slice(offset) : piece;
  return hints.find(([shape]) => shape.test(text))?.[1];
}

function shown(text: string): string {
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
