import type { Position } from '../../errors/problem.ts';

/** A piece of a text that stands in its file character by character. */
export interface TextRun {
  /** Where in the text the piece starts, in UTF-16 units from 0. */
  readonly offset: number;
  /** Where the piece starts in the file. */
  readonly line: number;
  readonly column: number;
}

/** Where the character at `offset` of a text stands: in the last piece that starts before it. */
export function locateInRuns(runs: readonly TextRun[], offset: number): Position | undefined {
  let low = 0;
  let high = runs.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((runs[middle] as TextRun).offset <= offset) low = middle;
    else high = middle;
  }
  const run = runs[low];
  if (!run || offset < run.offset) return run && { line: run.line, column: run.column };
  return { line: run.line, column: run.column + (offset - run.offset) };
}

/**
 * The pieces of plain or quoted text with escapes, doubled quotes or several lines.
 * @param raw the text as it is written, quotes included
 * @param at where `raw` starts in the file
 * @returns `undefined` when the pieces do not make up the text
 */
export function inlineRuns(
  text: string,
  raw: string,
  at: Position,
): readonly TextRun[] | undefined {
  const walk = new InlineWalk(raw, at);
  return walk.text() === text ? walk.runs : undefined;
}

/**
 * The pieces of a block after `>`, whose lines are joined by spaces.
 * @param header where the `>` stands
 * @param lineAt a line of the file, from 1, without its line break; empty after the last
 */
export function foldedRuns(
  text: string,
  header: Position,
  lineAt: (line: number) => string,
): readonly TextRun[] {
  const runs: TextRun[] = [];
  let offset = 0;
  for (let line = header.line + 1; text.slice(offset).trim() !== ''; line += 1) {
    const written = lineAt(line).trim();
    if (written === '') {
      if (line - header.line > text.length + 1) break;
      continue;
    }
    const found = text.indexOf(written, offset);
    if (found === -1 || text.slice(offset, found).trim() !== '') break;
    runs.push({ offset: found, line, column: lineAt(line).indexOf(written) + 1 });
    offset = found + written.length;
  }
  return runs;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads plain or quoted text as YAML does and notes where each piece stands. */
class InlineWalk {
  readonly runs: TextRun[] = [];
  readonly #raw: string;
  readonly #quote: string;
  readonly #end: number;
  #at: number;
  #line: number;
  /** Where the line starts in `raw`; negative on the first one. */
  #lineStart: number;
  #text = '';

  constructor(raw: string, at: Position) {
    this.#raw = raw;
    this.#quote = /^["']/.exec(raw)?.[0] ?? '';
    this.#end = raw.length - this.#quote.length;
    this.#at = this.#quote.length;
    this.#line = at.line;
    this.#lineStart = 1 - at.column;
  }

  text(): string {
    let start = this.#at;
    const flush = () => {
      if (this.#at > start) this.#push(start, this.#raw.slice(start, this.#at));
    };
    while (this.#at < this.#end) {
      const sign = this.#raw.charAt(this.#at);
      if (sign === '\n' || sign === '\r') {
        flush();
        this.#text = this.#text.replace(/[ \t]+$/, '');
        this.#lineBreak(' ');
      } else if (sign === "'" && this.#quote === "'") {
        flush();
        this.#push(this.#at, "'");
        this.#at += 2;
      } else if (sign === '\\' && this.#quote === '"') {
        flush();
        this.#escape();
      } else {
        this.#at += 1;
        continue;
      }
      start = this.#at;
    }
    flush();
    return this.#text;
  }

  #push(from: number, piece: string): void {
    this.runs.push({
      offset: this.#text.length,
      line: this.#line,
      column: from - this.#lineStart + 1,
    });
    this.#text += piece;
  }

  /** One line break is `joint`, each empty line after it a line break of the text. */
  #lineBreak(joint: string): void {
    let breaks = 0;
    for (;;) {
      if (this.#raw.startsWith('\r\n', this.#at)) this.#at += 1;
      this.#at += 1;
      breaks += 1;
      this.#line += 1;
      this.#lineStart = this.#at;
      while (/[ \t]/.test(this.#raw.charAt(this.#at))) this.#at += 1;
      if (!/[\r\n]/.test(this.#raw.charAt(this.#at)) || this.#at >= this.#end) break;
    }
    this.#text += breaks === 1 ? joint : '\n'.repeat(breaks - 1);
  }

  #escape(): void {
    const sign = this.#raw.charAt(this.#at + 1);
    const digits = hexDigits[sign];
    if (sign === '\n' || sign === '\r') {
      this.#at += 1;
      this.#lineBreak('');
    } else if (digits !== undefined) {
      const code = Number.parseInt(this.#raw.slice(this.#at + 2, this.#at + 2 + digits), 16);
      this.#push(this.#at, code <= 0x10ffff ? String.fromCodePoint(code) : '');
      this.#at += 2 + digits;
    } else {
      this.#push(this.#at, escapes[sign] ?? '');
      this.#at += 2;
    }
  }
}
