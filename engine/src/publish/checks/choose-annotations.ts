import type { Annotation } from '../../report/github/format-annotations.ts';
import { shortenText } from '../../report/text/shorten-text.ts';
import { plainText } from '../../units/plain-text.ts';
import { plural } from '../../units/plural.ts';
import type { CheckAnnotation } from '../github-client.ts';

const mostAnnotations = 200;
const messageCharacters = 4_000;
const titleCharacters = 200;

/**
 * Annotations as a check run takes them, file by file and line by line, the same one once. Of more than
 * 200 every file keeps some: errors before warnings, and its last one says how many are left out.
 */
export function chooseAnnotations(
  annotations: readonly Annotation[],
  most: number = mostAnnotations,
): CheckAnnotation[] {
  const distinct = new Map(annotations.map((entry) => [JSON.stringify(entry), entry]));
  const byFile = [...Map.groupBy(distinct.values(), ({ file }) => file)].sort(([a], [b]) =>
    compareText(a, b),
  );
  const shares = shareOut(
    byFile.map(([, entries]) => entries.length),
    most,
  );
  return byFile.flatMap(([, entries], index) => {
    const kept = entries.sort(byWeight).slice(0, shares[index] ?? 0);
    const left = entries.length - kept.length;
    return kept
      .sort(byPlace)
      .map((entry, at) => checkAnnotation(entry, at === kept.length - 1 ? left : 0));
  });
}

/** One each in turn until nobody wants more or nothing is left; the first come first. */
function shareOut(wanted: readonly number[], most: number): number[] {
  const shares = wanted.map(() => 0);
  let left = most;
  for (let round = 1; left > 0 && wanted.some((count) => count >= round); round += 1) {
    for (const [index, count] of wanted.entries()) {
      if (count < round || left === 0) continue;
      shares[index] = round;
      left -= 1;
    }
  }
  return shares;
}

function checkAnnotation(
  { level, file, line, column, title, message }: Annotation,
  left: number,
): CheckAnnotation {
  const more = left > 0 ? `\n… and ${plural(left, 'more remark')} in this file` : '';
  return {
    path: file,
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: level === 'error' ? 'failure' : 'warning',
    title: shortenText(plainText(title), titleCharacters),
    message: `${shortenText(plainText(message), messageCharacters) || '–'}${more}`,
  };
}

function byWeight(a: Annotation, b: Annotation): number {
  return Number(a.level === 'warning') - Number(b.level === 'warning') || byPlace(a, b);
}

function byPlace(a: Annotation, b: Annotation): number {
  return a.line - b.line || a.column - b.column || compareText(a.title, b.title);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
