import { diffLines, diffWordsWithSpace } from 'diff';

/** Beyond this many lines on a side, the diff shows one side after the other. */
const mostLines = 2_000;
const mostEdits = 1_000;

/** Lines with `-`, `+` or a space in front; the whole text, in order. Its work is capped. */
export function lineDiff(before: string, after: string): string[] {
  const removed = () => before.split('\n').map((line) => `-${line}`);
  const added = () => after.split('\n').map((line) => `+${line}`);
  if (before === after) return before.split('\n').map((line) => ` ${line}`);
  if (Math.max(countLines(before), countLines(after)) > mostLines) {
    return [...removed(), ...added()];
  }
  const changes = diffLines(`${before}\n`, `${after}\n`, { maxEditLength: mostEdits });
  if (changes === undefined) return [...removed(), ...added()];
  return changes.flatMap((change) => {
    const mark = change.added ? '+' : change.removed ? '-' : ' ';
    return change.value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${mark}${line}`);
  });
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * The changed lines of {@link lineDiff} with a few unchanged ones around them; `…` stands for what
 * is left out between. Empty for equal texts.
 * @param context unchanged lines kept on each side of a change
 */
export function shortLineDiff(before: string, after: string, context = 2): string[] {
  if (before === after) return [];
  const lines = lineDiff(before, after);
  const isNear = lines.map(() => false);
  lines.forEach((line, index) => {
    if (line.startsWith(' ')) return;
    isNear.fill(true, Math.max(0, index - context), index + context + 1);
  });
  const kept: string[] = [];
  lines.forEach((line, index) => {
    if (isNear[index]) kept.push(line);
    else if (index === 0 || isNear[index - 1]) kept.push(' …');
  });
  return kept;
}

/** Beyond this many characters on a side, words are not compared. */
const mostWordCharacters = 20_000;

/**
 * Two texts as pieces that stay, go (`-`) and come (`+`), in order, word by word; `undefined` when they
 * are too long or too different for that to help.
 */
export function wordDiff(
  before: string,
  after: string,
): (readonly [mark: ' ' | '-' | '+', text: string])[] | undefined {
  if (Math.max(before.length, after.length) > mostWordCharacters) return undefined;
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  return changes?.map(({ added, removed, value }) => [added ? '+' : removed ? '-' : ' ', value]);
}
