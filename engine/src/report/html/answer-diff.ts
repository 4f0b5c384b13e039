import { lineDiff, wordDiff } from '../../matching/line-diff.ts';
import { shortenText } from '../text/shorten-text.ts';
import type { PageDetail } from './page-data.ts';

/** The most characters of one text that a page carries. */
export const mostPageCharacters = 20_000;
const mostShownLines = 400;

/** Two texts as a diff: word by word where both are one paragraph, else line by line. */
export function answerDiff(title: string, before: string, after: string): PageDetail {
  const [from, to] = [before, after].map((text) => shortenText(text, mostPageCharacters));
  const isShort = !`${from}${to}`.includes('\n');
  const words = isShort ? wordDiff(from ?? '', to ?? '') : undefined;
  if (words !== undefined) return { kind: 'diff', title, by: 'words', pieces: readable(words) };
  return lineDetail(title, lineDiff(from ?? '', to ?? ''));
}

/** Fewer characters than this that stay between two changes are read as part of them. */
const fewestKept = 4;

type Piece = readonly [mark: string, text: string];

/** The same change in fewer pieces: each run of what goes, then of what comes, then what stays. */
function readable(pieces: readonly Piece[]): Piece[] {
  const read: Piece[] = [];
  let [gone, came] = ['', ''];
  const flush = () => {
    if (gone !== '') read.push(['-', gone]);
    if (came !== '') read.push(['+', came]);
    [gone, came] = ['', ''];
  };
  pieces.forEach(([mark, text], index) => {
    const isEdge = index === pieces.length - 1 || gone + came === '';
    const isKept = mark === ' ' && (isEdge || text.trim().length >= fewestKept);
    if (isKept) flush();
    if (isKept) read.push([' ', text]);
    else if (mark === '-') gone += text;
    else if (mark === '+') came += text;
    else [gone, came] = [gone + text, came + text];
  });
  flush();
  return read;
}

/** Lines that begin with `+`, `-` or a space, as a diff. */
export function lineDetail(title: string, lines: readonly string[]): PageDetail {
  const pieces = lines
    .slice(0, mostShownLines)
    .map((line) => [line.slice(0, 1), line.slice(1)] as const);
  const more = lines.length - pieces.length;
  return {
    kind: 'diff',
    title,
    by: 'lines',
    pieces: more > 0 ? [...pieces, [' ', `… ${more} more lines`]] : pieces,
  };
}
