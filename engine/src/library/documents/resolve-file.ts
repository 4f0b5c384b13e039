import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

/**
 * The path of a named file relative to the project; `..` may climb, but not out of the project,
 * which is reported.
 */
export function resolveFile(reading: FileReading, written: string, path: YamlPath): string {
  const resolved = joinPath(reading.yaml.file, written);
  if (resolved !== undefined) return resolved;
  const message = `the file \`${written.slice(0, 100)}\` is outside the project`;
  const hint = 'name a file of the project, relative to this document, with forward slashes';
  reading.report('file-unsafe', message, path, hint);
  return '';
}

/** `undefined` when the path is absolute, has a backslash, or leaves the project. */
function joinPath(document: string, written: string): string | undefined {
  if (written.startsWith('/') || written.includes('\\') || /^[A-Za-z]:/.test(written)) {
    return undefined;
  }
  const folders = document.split('/').slice(0, -1);
  for (const name of written.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') folders.push(name);
    else if (folders.pop() === undefined) return undefined;
  }
  return folders.join('/');
}
