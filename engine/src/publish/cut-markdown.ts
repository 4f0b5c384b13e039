import type { CommentLimits } from '../report/comment/fit-sections.ts';

const note = '\n\n_More was found than fits here._';

/**
 * Markdown of our own within the limits, cut between lines: outside a code block where there is
 * another place, and with whatever is open closed (code blocks, `<details>`). Shorter text as it is.
 */
export function cutMarkdown(text: string, limits: CommentLimits): string {
  if (fits(text, limits)) return text;
  const lines = text.split('\n');
  // What closing could take: a fence as long as any in the text, every fold, the note.
  const fences = lines.map((line) => fenceOf(line)?.length ?? 0);
  const folds = lines.filter((line) => line.startsWith('<details>')).length;
  const spare = Math.max(...fences) + Math.min(folds, 10) * '\n</details>'.length + note.length + 2;
  const kept = lines.slice(0, linesWithin(lines, limits, spare));
  return `${closed(kept)}${note}`;
}

function linesWithin(lines: readonly string[], limits: CommentLimits, spare: number): number {
  let characters = spare;
  let bytes = spare;
  for (const [index, line] of lines.entries()) {
    characters += line.length + 1;
    bytes += byteCount(line) + 1;
    if (characters > limits.characters || bytes > limits.bytes) return index;
  }
  return lines.length;
}

/** Leaves out a code block that was begun late, else closes it; then closes the folds. */
function closed(kept: readonly string[]): string {
  let fence: { readonly mark: string; readonly at: number } | undefined;
  let open = 0;
  for (const [at, line] of kept.entries()) {
    const mark = fenceOf(line);
    if (fence !== undefined) {
      if (mark !== undefined && mark.length >= fence.mark.length && line.trim() === mark) {
        fence = undefined;
      }
    } else if (mark !== undefined) fence = { mark, at };
    else open += Number(line.startsWith('<details>')) - Number(line.startsWith('</details>'));
  }
  const isLate = fence !== undefined && fence.at > kept.length / 2;
  const whole = isLate ? kept.slice(0, fence?.at) : kept;
  const fenceEnd = fence !== undefined && !isLate ? [fence.mark] : [];
  const foldEnds = Array.from({ length: Math.max(0, open) }, () => '</details>');
  return [...whole, ...fenceEnd, ...foldEnds].join('\n');
}

function fenceOf(line: string): string | undefined {
  return /^ {0,3}(`{3,})/.exec(line)?.[1];
}

function fits(text: string, limits: CommentLimits): boolean {
  return text.length <= limits.characters && byteCount(text) <= limits.bytes;
}

function byteCount(text: string): number {
  return new TextEncoder().encode(text).length;
}
