import { expect } from 'vitest';

/** What our own comments hold of HTML, after the marker. */
const ownTags = /^<\/?(?:details|summary|sub)>$/;
/** Where Details and cells of our own lead. */
const ownLinks = /\]\(https?:\/\/127\.0\.0\.1:\d+\/[\w./#-]+\)/g;
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Fails where Markdown of the bot could do anything but be read. */
export function expectInert(body: string, mostCharacters = 60_000): void {
  expect(body.length).toBeLessThanOrEqual(mostCharacters);
  expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(200_000);
  expect(body).not.toMatch(unprintable);
  expect(body.isWellFormed()).toBe(true);
  const { text, openFence } = withoutCode(body.replace(/^<!-- galley:v1 [^<>]*-->\n/, ''));
  expect(openFence).toBeUndefined();
  expect(text).not.toMatch(/<!--|-->/);
  const tags = text.match(/<[^<>\n]*>/g) ?? [];
  expect(tags.filter((tag) => !ownTags.test(tag))).toEqual([]);
  for (const name of ['details', 'summary', 'sub']) {
    const count = (tag: string) => tags.filter((one) => one === tag).length;
    expect(count(`<${name}>`)).toBe(count(`</${name}>`));
  }
  const others = text.replace(ownLinks, '').replace(/&#\d+;/g, '');
  expect(others).not.toMatch(/@[a-z\d]|(?<![\w&])#\d|\bGH-\d|!\[|\]\(|https?:|\bwww\./i);
}

/** Markdown without code blocks, code spans and escaped marks, as GitHub takes them out first. */
function withoutCode(markdown: string): { text: string; openFence: string | undefined } {
  const kept: string[] = [];
  let openFence: string | undefined;
  for (const line of markdown.split('\n')) {
    const mark = /^ *(`{3,})[^`]*$/.exec(line)?.[1];
    if (openFence !== undefined) {
      if (mark !== undefined && line.trim() === mark && mark.length >= openFence.length) {
        openFence = undefined;
      }
    } else if (mark !== undefined) openFence = mark;
    else kept.push(withoutSpans(line));
  }
  return { text: kept.join('\n'), openFence };
}

function withoutSpans(line: string): string {
  let kept = '';
  for (let at = 0; at < line.length; ) {
    const [run = ''] = /^`+/.exec(line.slice(at)) ?? [];
    const end = run === '' ? -1 : closingRun(line, at + run.length, run.length);
    if (end >= 0) at = end;
    else if (/^\\[!-/:-@[-`{-~]/.test(line.slice(at))) at += 2;
    else {
      kept += run === '' ? line[at] : run;
      at += Math.max(1, run.length);
    }
  }
  return kept;
}

/** Where the run of so many backticks that closes a span ends, or −1. */
function closingRun(line: string, from: number, length: number): number {
  for (const match of line.slice(from).matchAll(/`+/g)) {
    if (match[0].length === length) return from + match.index + length;
  }
  return -1;
}
