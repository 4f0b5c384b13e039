import type { Problem } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import { plainText } from '../../units/plain-text.ts';

const longestLine = 1_000;
/** Names of documents, inputs, keys and aliases: nothing that means anything to YAML, Jinja or Markdown. */
const plainName = /^[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/;

/**
 * The line with the one word replaced that a problem is about; `undefined` unless that is certain: the hint
 * is no more than "did you mean `x`?", the problem's place is that word, the word is the only one of the
 * message that is near to `x`, and it stands in the line just once.
 * @param line as head has it, without its end
 */
export function mendLine(
  { message, hint, column }: Pick<Problem, 'message' | 'hint' | 'column'>,
  line: string,
): string | undefined {
  const meant = /^did you mean `([^`]+)`\?$/.exec(hint ?? '')?.[1];
  if (meant === undefined || !plainName.test(meant)) return undefined;
  if (line.length > longestLine || plainText(line) !== line || line.includes('\r'))
    return undefined;
  const wrong = wrongNameOf(message, meant);
  if (wrong === undefined) return undefined;
  const at = startOf(line, wrong, column - 1);
  if (at === undefined || countWord(line, wrong) !== 1) return undefined;
  return `${line.slice(0, at)}${meant}${line.slice(at + wrong.length)}`;
}

/** The word between backticks that could be a misspelling of what is meant. */
function wrongNameOf(message: string, meant: string): string | undefined {
  const named = new Set([...message.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
  const near = [...named].filter(
    (name) => plainName.test(name) && nearestName(name, [meant]) === meant,
  );
  return near.length === 1 ? near[0] : undefined;
}

/** A value's place may be its opening quote. */
function startOf(line: string, word: string, offset: number): number | undefined {
  const at = /["']/.test(line[offset] ?? '') ? offset + 1 : offset;
  return line.startsWith(word, at) && isWholeWord(line, at, word) ? at : undefined;
}

function countWord(line: string, word: string): number {
  let count = 0;
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (isWholeWord(line, at, word)) count += 1;
  }
  return count;
}

function isWholeWord(line: string, at: number, word: string): boolean {
  const before = line[at - 1] ?? ' ';
  const after = line[at + word.length] ?? ' ';
  return !/[\p{L}\p{N}_/-]/u.test(before) && !/[\p{L}\p{N}_/-]/u.test(after);
}
