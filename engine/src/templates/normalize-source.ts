/** The source as Jinja2 reads it: every line break is LF, and one trailing line break is dropped. */
export function normalizeSource(source: string): string {
  const unified = source.includes('\r') ? source.replace(/\r\n|\r/g, '\n') : source;
  return unified.endsWith('\n') ? unified.slice(0, -1) : unified;
}
