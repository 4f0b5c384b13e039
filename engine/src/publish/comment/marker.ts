/** What a marker says: names of letters, any values. */
export type MarkerFields = Readonly<Record<string, string>>;

const mostCharacters = 1_000;

/**
 * An HTML comment that says whose a text is and which one: `<!-- galley:v1 instance=default pr=128 -->`.
 * Values are percent-encoded, so that none can end the comment, add a field or start a line; at most
 * 1,000 characters in all.
 */
export function formatMarker(fields: MarkerFields): string {
  const written = Object.entries(fields).map(([name, value]) => ` ${name}=${encode(value)}`);
  return `<!-- galley:v1${written.join('')} -->`;
}

/**
 * The marker that a text starts with; `undefined` without one. Anybody can write one: it counts only in
 * what {@link isOwn} calls ours.
 */
export function readMarker(body: string | undefined): MarkerFields | undefined {
  const line = firstLine(body ?? '');
  const inner = /^<!-- galley:v1((?: [a-z]{1,20}=[^\s<>]*)+) -->$/.exec(line)?.[1];
  if (inner === undefined) return undefined;
  const fields = new Map<string, string>();
  for (const field of inner.trim().split(' ')) {
    const at = field.indexOf('=');
    const value = decode(field.slice(at + 1));
    if (value === undefined || fields.has(field.slice(0, at))) return undefined;
    fields.set(field.slice(0, at), value);
  }
  return Object.fromEntries(fields);
}

/** The text after its marker, line ends as `\n`, none at the end: what a reader sees of it. */
export function withoutMarker(body: string | undefined): string {
  const text = (body ?? '').replace(/\r\n?/g, '\n');
  const rest = readMarker(text) === undefined ? text : text.slice(text.indexOf('-->') + 3);
  return rest.replace(/^\n/, '').trimEnd();
}

function firstLine(body: string): string {
  return /^[^\r\n]*/.exec(body.slice(0, mostCharacters))?.[0].trimEnd() ?? '';
}

function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replaceAll('--', '%2D%2D');
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not written by us.
    return undefined;
  }
}
