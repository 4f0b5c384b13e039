/** Zero-width space: breaks a mention, an issue number or a link without showing. */
const breaker = '\u200b';

/**
 * Text from a repository or a model as inert Markdown on one line: no markup, mention, issue
 * reference, link, image, HTML or comment survives, and what is read is what was written.
 */
export function inlineText(text: string): string {
  return oneLine(text).replace(
    /^([#+=-]|\d+[.)])|[&<>]|[\\`*_[\]|~]|@|#(?=\d)|(?:https?|ftp)(?=:)|www(?=\.)/gi,
    (mark) => htmlEntities[mark] ?? (/^[\\`*_[\]|~]$/.test(mark) ? `\\${mark}` : broken(mark)),
  );
}

/**
 * A message of Galley's own, whose names stand between backticks: those become code spans,
 * everything else inert text.
 */
export function messageText(message: string): string {
  return message
    .split(/`([^`]+)`/)
    .map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : inlineTextKeepingEdges(piece)))
    .join('');
}

const htmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A breaker after the mark, or before it where it would start a block. */
function broken(mark: string): string {
  return /^([#+=-]|\d+[.)])$/.test(mark) && mark !== '#'
    ? `${breaker}${mark}`
    : `${mark}${breaker}`;
}

function inlineTextKeepingEdges(text: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s?)(.*?)(\s?)$/s.exec(text) ?? [];
  return `${before === '' ? '' : ' '}${inlineText(middle)}${after === '' ? '' : ' '}`;
}

/** Text as a code span that its own backticks cannot close; safe in a table cell. */
export function codeSpan(text: string): string {
  const line = oneLine(text).replace(/\|/g, '\\|');
  if (line === '') return '` `';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines as a fenced block that no line can close. */
export function fencedBlock(lines: readonly string[], language = ''): string {
  const clean = lines.map((line) => withoutControls(line.replace(/[\r\n\u2028\u2029]/g, ' ')));
  const fence = '`'.repeat(Math.max(3, ...clean.map((line) => longestRun(line) + 1)));
  return `${fence}${language}\n${clean.join('\n')}\n${fence}`;
}

function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, ' ').trim());
}

/** Control characters and bidirectional overrides would let text lie about itself. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
