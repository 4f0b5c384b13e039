/** A parsed path over data: `output.items[0]["unit price"]`. */
export interface DataPath {
  /** As written, without surrounding space. */
  readonly text: string;
  /** The first is a name; then names and quoted keys as text, indexes as numbers. */
  readonly keys: readonly [string, ...(string | number)[]];
}

/** Why a text is no path; `offset` in UTF-16 units from the start of the text that was parsed. */
export interface PathFault {
  readonly message: string;
  readonly offset: number;
  readonly hint?: string;
}

export type PathResult =
  | { readonly path: DataPath; readonly fault?: undefined }
  | { readonly path?: undefined; readonly fault: PathFault };

const mostKeys = 64;
const longestPath = 1_000;
const namePattern = /[A-Za-z_][A-Za-z0-9_-]*/y;
const indexPattern = /\[\s*(0|[1-9]\d{0,8})\s*\]/y;
const doubleQuotedPattern = /\[\s*("(?:[^"\\]|\\.)*")\s*\]/y;
const singleQuotedPattern = /\[\s*'([^']*)'\s*\]/y;
const grammarHint =
  'A path is a name, then .name, [0] or ["key"]; there are no calls or operators.';

/**
 * Reads a path: a name, then any of `.name`, `[0]`, `["key"]` and `['key']`. Names are letters,
 * digits, `_` and `-`, not starting with a digit or `-`. At most 1,000 characters and 64 keys.
 */
export function parsePath(text: string): PathResult {
  const end = text.trimEnd().length;
  let offset = text.length - text.trimStart().length;
  const start = offset;
  if (offset >= end) return fault('a path is empty', 0);
  if (end - offset > longestPath)
    return fault(`a path has at most ${longestPath} characters`, offset);
  const name = matchAt(namePattern, text, offset);
  if (name === undefined) return fault(`expected a name, got ${shown(text, offset)}`, offset);
  const keys: [string, ...(string | number)[]] = [name[0]];
  offset += name[0].length;
  while (offset < end) {
    const step = nextStep(text, offset);
    if ('message' in step) return fault(step.message, step.at);
    keys.push(step.key);
    offset += step.length;
    if (keys.length > mostKeys) return fault(`a path has at most ${mostKeys} keys`, offset);
  }
  return { path: { text: text.slice(start, end), keys } };
}

type Step =
  | { readonly key: string | number; readonly length: number }
  | { readonly message: string; readonly at: number };

/** The step that starts at the offset, or what is wrong there. */
function nextStep(text: string, offset: number): Step {
  if (text[offset] === '.') {
    const name = matchAt(namePattern, text, offset + 1);
    if (name !== undefined) return { key: name[0], length: name[0].length + 1 };
    const message = `expected a name after the point, got ${shown(text, offset + 1)}`;
    return { message, at: offset + 1 };
  }
  const index = matchAt(indexPattern, text, offset);
  if (index !== undefined) return { key: Number(index[1]), length: index[0].length };
  const single = matchAt(singleQuotedPattern, text, offset);
  if (single !== undefined) return { key: single[1] ?? '', length: single[0].length };
  const double = matchAt(doubleQuotedPattern, text, offset);
  const key = double === undefined ? undefined : unquoted(double[1] ?? '');
  if (double !== undefined && key !== undefined) return { key, length: double[0].length };
  if (double !== undefined) return { message: 'a quoted key has an invalid escape', at: offset };
  const at = offset + (text.slice(offset).length - text.slice(offset).trimStart().length);
  const expected = text[at] === '[' ? '[0] or ["key"]' : '.name, [0], ["key"] or the end';
  return { message: `expected ${expected}, got ${shown(text, at)}`, at };
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}

/** The text of a JSON string literal; `undefined` for an escape that JSON does not have. */
function unquoted(literal: string): string | undefined {
  if (!/^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"$/.test(literal)) return undefined;
  return JSON.parse(literal) as string;
}

function fault(message: string, offset: number): PathResult {
  return { fault: { message, offset, hint: grammarHint } };
}

function shown(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 20).trimEnd();
  return rest === '' ? 'the end' : JSON.stringify(rest);
}
