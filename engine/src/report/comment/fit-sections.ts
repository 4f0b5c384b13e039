/** A folded part of the comment: most valuable first within a section and among sections. */
export interface Section {
  readonly summary: string;
  /** Shown before the items, always complete (table heads, a sentence). */
  readonly intro: string;
  /** Whole blocks that may be left out from the end; never cut inside. */
  readonly items: readonly string[];
  /** What joins the items: one newline for table rows, two for blocks. */
  readonly separator: '\n' | '\n\n';
  /** What the items are, for "12 more … left out". */
  readonly noun: string;
}

export interface CommentLimits {
  /** UTF-16 units. */
  readonly characters: number;
  /** UTF-8 bytes. */
  readonly bytes: number;
}

/**
 * GitHub takes 65,536 characters; some installations count bytes at four per character. Of 60,000 and
 * 200,000 the last 1,200 are left for what `publish` adds, so that it never cuts the text.
 */
export const commentLimits: CommentLimits = { characters: 58_800, bytes: 198_800 };

/**
 * The head followed by as much of the sections as fits, cut only between items:
 * the last section loses items first, from its end, and says how many.
 */
export function fitSections(
  head: string,
  sections: readonly Section[],
  limits: CommentLimits = commentLimits,
): string {
  const kept = sections.map((section) => section.items.length);
  let text = assemble(head, sections, kept);
  for (let last = sections.length - 1; last >= 0 && !fits(text, limits); last -= 1) {
    let low = 0;
    let high = kept[last] ?? 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      kept[last] = middle;
      if (fits(assemble(head, sections, kept), limits)) low = middle;
      else high = middle - 1;
    }
    kept[last] = low;
    text = assemble(head, sections, kept);
  }
  return fits(text, limits) ? text : cutHead(head, limits);
}

function assemble(head: string, sections: readonly Section[], kept: readonly number[]): string {
  const blocks = sections.map((section, index) => renderSection(section, kept[index] ?? 0));
  return [head, ...blocks].join('\n\n');
}

function renderSection(section: Section, kept: number): string {
  const left = section.items.length - kept;
  const rows = section.items.slice(0, kept);
  const body = [section.intro, rows.join(section.separator)].filter((part) => part !== '');
  const note = left > 0 ? [`_${left} more ${section.noun} left out for length._`] : [];
  const joined = body.join(section.separator);
  return `<details><summary>${section.summary}</summary>\n\n${[joined, ...note].filter((part) => part !== '').join('\n\n')}\n\n</details>`;
}

function fits(text: string, limits: CommentLimits): boolean {
  return text.length <= limits.characters && new TextEncoder().encode(text).length <= limits.bytes;
}

/** Even without details too long: whole lines are kept while they fit, fences stay closed. */
function cutHead(head: string, limits: CommentLimits): string {
  const note = '\n\n_More was found than fits into one comment._';
  const lines: string[] = [];
  let characters = note.length + 8;
  let bytes = note.length + 8;
  let fence: string | undefined;
  for (const line of head.split('\n')) {
    characters += line.length + 1;
    bytes += new TextEncoder().encode(line).length + 1;
    if (characters > limits.characters || bytes > limits.bytes) break;
    lines.push(line);
    const mark = /^ {0,3}(`{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : undefined;
  }
  if (fence !== undefined) lines.push(fence);
  return `${lines.join('\n')}${note}`;
}
