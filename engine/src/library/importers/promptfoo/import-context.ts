import { isPlainObject } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import { readYaml } from '../../yaml/read-yaml.ts';
import { type Cursor, fixedCursor, yamlCursor } from '../cursor.ts';
import type { ImportFile, ImportFiles } from '../import-files.ts';
import type { LossReport } from '../loss-report.ts';

/** What the conversion of one configuration shares. */
export interface ImportContext {
  readonly losses: LossReport;
  readonly files: ImportFiles;
  readonly notes: Set<string>;
}

/** A file that a value names as `file://…`. */
export type NamedFile = Extract<ImportFile, { fault?: undefined }> & { readonly path: string };

const codeFile = /\.(?:[cm]?[jt]sx?|py|rb|go|sh|bash|ps1|bat|exe|php|pl|lua|wasm)(?::[\w.]+)?$/i;
const codePrefix = /^(?:exec|javascript|python|ruby|golang|js|fn|eval|package|inline):/i;

/** Whether a text names a program or is one: a script file, `exec:`, `javascript:`, `package:`. */
export function isCode(text: string): boolean {
  return codePrefix.test(text.trim()) || (/^\S+$/.test(text.trim()) && codeFile.test(text.trim()));
}

/** Whether a template reads the environment or reaches for JavaScript. */
export function isUnsafeTemplate(text: string): boolean {
  return templateCode(text).some((code) =>
    /(?:^|[^\w.'"])(?:env|process)\s*[.[]|\bconstructor\b|__proto__|\bprototype\b/.test(code),
  );
}

/** What stands between `{{` or `{%` and the next closing mark. */
function templateCode(text: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const opening = /\{[{%]/g;
    opening.lastIndex = at;
    const start = opening.exec(text)?.index;
    if (start === undefined) return pieces;
    const close = text[start + 1] === '{' ? '}}' : '%}';
    const end = text.indexOf(close, start + 2);
    pieces.push(text.slice(start + 2, end === -1 ? undefined : end));
    if (end === -1) return pieces;
    at = end + 2;
  }
}

/** The path after `file://`, else the text itself. */
export function withoutScheme(text: string): string {
  return text.trim().replace(/^file:\/\//, '');
}

/**
 * Reads the file that a value names; a program is refused, and a file that cannot be read is lost.
 * @param what for the report: `prompt`, `variable “name”`
 */
export async function readNamed(
  named: Cursor,
  what: string,
  { files, losses }: ImportContext,
): Promise<NamedFile | undefined> {
  const written = String(named.value);
  const path = withoutScheme(written);
  if (isCode(path)) {
    losses.refuse(named, what, `\`${written}\` is a program, and an import runs none`);
    return undefined;
  }
  const file = await files.read(path);
  if (file.fault === undefined) return { ...file, path };
  const hint = 'copy it into the folder of the configuration, or remove the reference';
  losses.lose(named, what, `the file \`${path}\` ${file.fault}`, hint);
  return undefined;
}

/** A YAML or JSON file as a cursor with places of its own; `undefined`, and reported, when it is none. */
export function dataCursor(
  file: NamedFile,
  named: Cursor,
  what: string,
  { losses }: ImportContext,
): Cursor | undefined {
  const yaml = readYaml(file.path, file.bytes);
  const [problem] = yaml.problems;
  if (problem === undefined) return yamlCursor(yaml);
  const at = fixedCursor(file.path, problem, named.value);
  losses.lose(at, what, problem.message, problem.hint);
  return undefined;
}

/** Reports every key of a map that is not read. */
export function reportKeys(
  map: Cursor,
  known: ReadonlySet<string>,
  owner: string,
  { losses }: ImportContext,
): void {
  for (const [key, item] of map.entries()) {
    if (known.has(key) || key.startsWith('x-')) continue;
    losses.lose(item, `\`${key}\` of ${owner}`, 'Galley has no such setting');
  }
}

/** The text of a value; JSON for anything that is none. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

export function isMap(
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } {
  return isPlainObject(value);
}
