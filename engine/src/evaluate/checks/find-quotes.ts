/** UTF-16 units of a quotation; a longer one is two marks that do not belong together. */
const longestQuote = 5_000;

/** Closing marks by their opening one; „ and “ close with either of the marks in use. */
const closings = new Map<string, readonly string[]>([
  ['“', ['”']],
  ['„', ['“', '”']],
  ['«', ['»']],
  ['»', ['«']],
  ['‹', ['›']],
  ['「', ['」']],
  ['『', ['』']],
  ['"', ['"']],
]);

/** What a text quotes: between quotation marks of several languages, and as Markdown block quotes. */
export function findQuotes(text: string): string[] {
  const { blocks, rest } = takeBlocks(text);
  return [...findMarked(rest), ...blocks];
}

/** Runs of lines that begin with `>` are one quotation each. */
function takeBlocks(text: string): { blocks: string[]; rest: string } {
  const blocks: string[] = [];
  const rest: string[] = [];
  let isInBlock = false;
  for (const line of text.split('\n')) {
    const quoted = /^ {0,3}>+ ?/.exec(line)?.[0];
    if (quoted === undefined) rest.push(line);
    else if (isInBlock) blocks.push(`${blocks.pop()} ${line.slice(quoted.length)}`);
    else blocks.push(line.slice(quoted.length));
    isInBlock = quoted !== undefined;
  }
  return { blocks, rest: rest.join('\n') };
}

function findMarked(text: string): string[] {
  const quotes: string[] = [];
  const nextOf = createSearch(text);
  for (let at = 0; at < text.length; at += 1) {
    const closing = closings.get(text[at] as string);
    if (closing === undefined) continue;
    const end = Math.min(...closing.map((mark) => nextOf(mark, at + 1)));
    if (end - at > longestQuote) continue;
    quotes.push(text.slice(at + 1, end));
    at = end;
  }
  return quotes;
}

/** Where a mark comes next; each place is looked at once, since the questions only move on. */
function createSearch(text: string): (mark: string, from: number) => number {
  const known = new Map<string, number>();
  return (mark, from) => {
    const last = known.get(mark);
    if (last !== undefined && last >= from) return last;
    const found = text.indexOf(mark, from);
    const at = found === -1 ? Number.POSITIVE_INFINITY : found;
    known.set(mark, at);
    return at;
  };
}
