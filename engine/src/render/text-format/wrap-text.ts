import { isWhitespace, trimStart } from '../../templates/whitespace.ts';
import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { codePointLength, isFlat, sliceCodePoints } from '../values/text.ts';

export interface WrapOptions {
  /** Code points per line. */
  width: number;
  breaksLongWords: boolean;
  breaksOnHyphens: boolean;
}

const asciiSpace = '\\t\\n\\v\\f\\r ';
const spaces = new RegExp(`([${asciiSpace}]+)`);

/** The lines of a paragraph, wrapped as Python's `textwrap.wrap` does. */
export function wrapText(meter: Meter, text: string, options: WrapOptions): string[] {
  if (options.width <= 0) fail(`invalid width ${options.width} (must be > 0)`);
  meter.step(1 + Math.floor(text.length / 100));
  meter.allocate(text.length);
  const chunks = splitChunks(text, options.breaksOnHyphens).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    meter.step();
    const line: string[] = [];
    let length = 0;
    if (isBlank(meter, chunks.at(-1)) && lines.length > 0) chunks.pop();
    for (let next = chunks.at(-1); next !== undefined; next = chunks.at(-1)) {
      const size = codePointLength(next);
      if (length + size > options.width) break;
      line.push(next);
      chunks.pop();
      length += size;
    }
    const long = chunks.at(-1);
    if (long !== undefined && codePointLength(long) > options.width) {
      // What is left of the word is copied each time; text of several units to a character costs more.
      meter.step(Math.floor(long.length / (isFlat(long) ? 1_000 : 50)));
      breakLongWord(chunks, line, length, options);
    }
    if (isBlank(meter, line.at(-1))) line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

/** True for a chunk of white space only; walking a long one is charged. */
function isBlank(meter: Meter, chunk: string | undefined): boolean {
  if (chunk === undefined) return false;
  if (chunk === '' || !isWhitespace(chunk[0] as string)) return chunk === '';
  meter.step(Math.floor(chunk.length / 1_000));
  return trimStart(chunk) === '';
}

function breakLongWord(
  chunks: string[],
  line: string[],
  length: number,
  { width, breaksLongWords, breaksOnHyphens }: WrapOptions,
): void {
  const space = width < 1 ? 1 : width - length;
  if (breaksLongWords) {
    const chunk = chunks.pop() ?? '';
    let end = space;
    if (breaksOnHyphens && codePointLength(chunk) > space) {
      const hyphen = sliceCodePoints(chunk, 0, space).lastIndexOf('-');
      if (hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen)))
        end = codePointLength(chunk.slice(0, hyphen)) + 1;
    }
    line.push(sliceCodePoints(chunk, 0, end));
    chunks.push(sliceCodePoints(chunk, end, codePointLength(chunk)));
  } else if (line.length === 0) line.push(chunks.pop() ?? '');
}

const letter = '[\\p{L}_]';
const wordPunctuation = '[\\p{L}\\p{N}_!"\'&.,?]';
const notSpace = `[^${asciiSpace}]`;
const hyphenated = new RegExp(
  `([${asciiSpace}]+|(?<=${wordPunctuation})-{2,}(?=[\\p{L}\\p{N}_])|${notSpace}+?(?:-(?:(?<=${letter}{2}-)|(?<=${letter}-[\\p{L}\\p{N}_]-))(?=${letter}-?${letter})|(?=[${asciiSpace}]|$)|(?<=${wordPunctuation})(?=-{2,}[\\p{L}\\p{N}_])))`,
  'u',
);

function splitChunks(text: string, breaksOnHyphens: boolean): string[] {
  if (!breaksOnHyphens || !text.includes('-'))
    return text.split(spaces).filter((chunk) => chunk !== '');
  const parts: string[] = [];
  for (const word of text.split(spaces)) {
    if (word === '') continue;
    if (!word.includes('-')) parts.push(word);
    else parts.push(...word.split(hyphenated).filter((chunk) => chunk !== ''));
  }
  return parts;
}
