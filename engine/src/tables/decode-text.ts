import { tableLimits } from './table-limits.ts';
import type { TableProblems } from './table-problems.ts';
import { textPositions } from './text-positions.ts';

/**
 * The text of a data file without its byte order mark; `undefined` when it is larger than 64 MB, is
 * not UTF-8 or holds a NUL, which is reported.
 */
export function decodeText(bytes: Uint8Array, problems: TableProblems): string | undefined {
  const start = { line: 1, column: 1 };
  if (bytes.length > tableLimits.bytes) {
    const size = Math.ceil(bytes.length / 1024 / 1024);
    problems.error('file-too-large', start, `a data file has at most 64 MB, this one ${size} MB`);
    return undefined;
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    const hint = 'Save the file as UTF-8.';
    problems.error('file-not-utf8', start, 'expected UTF-8 text, got UTF-16', hint);
    return undefined;
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.indexOf('\ufffd');
  if (broken !== -1 && !isValidUtf8(bytes)) {
    const hint = 'Save the file as UTF-8.';
    const at = textPositions(text)(broken);
    problems.error('file-not-utf8', at, 'expected UTF-8 text, got other bytes', hint);
    return undefined;
  }
  const nul = text.indexOf('\0');
  if (nul === -1) return text;
  problems.error('table-syntax', textPositions(text)(nul), 'expected text, got a NUL byte');
  return undefined;
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
