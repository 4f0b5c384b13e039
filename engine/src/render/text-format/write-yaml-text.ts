import type { YamlSink } from './yaml-sink.ts';

const width = 80;
const lineBreaks = '\n\x85\u2028\u2029';
const isBreak = (char: string): boolean => char !== '' && lineBreaks.includes(char);

/** Writes text without quotes, folded at single spaces beyond column 80. */
export function writePlain(sink: YamlSink, text: string, indent: number, canSplit: boolean): void {
  if (text === '') return;
  if (!sink.isAfterWhitespace()) sink.write(' ');
  sink.markContent();
  for (const run of runsOf(text)) {
    if (run === ' ' && canSplit && sink.column() > width) {
      sink.writeIndent(indent);
      sink.markContent();
    } else sink.write(run);
  }
}

/** Writes text in single quotes, line breaks doubled, folded at single spaces beyond column 80. */
export function writeSingleQuoted(
  sink: YamlSink,
  text: string,
  indent: number,
  canSplit: boolean,
): void {
  sink.writeIndicator("'", true);
  const runs = runsOf(text);
  runs.forEach((run, index) => {
    if (isBreak(run[0] ?? '')) {
      if (run.startsWith('\n')) sink.writeLineBreak();
      for (const char of run) sink.writeLineBreak(char);
      sink.writeIndent(indent);
    } else if (
      run === ' ' &&
      canSplit &&
      sink.column() > width &&
      index > 0 &&
      index < runs.length - 1
    )
      sink.writeIndent(indent);
    else sink.write(run.replaceAll("'", "''"));
  });
  sink.writeIndicator("'", false);
}

/** Runs of blanks, of line breaks and of anything else, in order. */
function runsOf(text: string): string[] {
  return text.match(/ +|[\n\x85\u2028\u2029]+|[^ \n\x85\u2028\u2029]+/g) ?? [];
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x85', '\\N'],
  ['\xa0', '\\_'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);
const unescaped =
  /^[\x20-\x21\x23-\x5b\x5d-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/;

function escapeChar(char: string): string {
  const short = escapes.get(char);
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Writes text in double quotes with escapes, broken with a backslash beyond column 80. */
export function writeDoubleQuoted(
  sink: YamlSink,
  text: string,
  indent: number,
  canSplit: boolean,
): void {
  const points = Array.from(text);
  const flush = (from: number, to: number): void => {
    if (from < to) sink.write(points.slice(from, to).join(''));
  };
  sink.writeIndicator('"', true);
  let start = 0;
  for (let end = 0; end <= points.length; end += 1) {
    const char = points[end];
    if (char === undefined || !unescaped.test(char)) {
      flush(start, end);
      start = end;
      if (char !== undefined) {
        sink.write(escapeChar(char));
        start = end + 1;
      }
    }
    const isInside = end > 0 && end < points.length - 1;
    const canBreak = isInside && (char === ' ' || start >= end) && canSplit;
    if (canBreak && sink.column() + (end - start) > width) {
      sink.write(`${points.slice(start, Math.max(start, end)).join('')}\\`);
      if (start < end) start = end;
      sink.writeIndent(indent);
      sink.markContent();
      if (points[start] === ' ') sink.write('\\');
    }
  }
  sink.writeIndicator('"', false);
}
