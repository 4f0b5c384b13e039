/**
 * One value of a Git configuration file, the last one written; `undefined` when it is not there.
 * Reads plain `[section]` headers only, which is where `core` and `extensions` stand.
 * @param name as `section.key`, lower case
 */
export function readGitConfig(text: string, name: string): string | undefined {
  let section = '';
  let value: string | undefined;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed.startsWith('[')) {
      const end = trimmed.indexOf(']');
      section = trimmed.slice(1, end < 0 ? undefined : end).toLowerCase();
      continue;
    }
    const equals = trimmed.indexOf('=');
    const key = (equals < 0 ? trimmed : trimmed.slice(0, equals)).trim().toLowerCase();
    if (`${section}.${key}` !== name) continue;
    value = equals < 0 ? 'true' : unquote(trimmed.slice(equals + 1).trim());
  }
  return value;
}

function unquote(text: string): string {
  const quoted = /^"([^"]*)"/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  const comment = text.search(/[#;]/);
  return comment < 0 ? text : text.slice(0, comment).trimEnd();
}
