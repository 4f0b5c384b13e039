import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root. */
export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One import of a source file. */
export interface SourceImport {
  /** As written. */
  readonly specifier: string;
  /** Repository path of the imported file; `undefined` for packages and Node's own modules. */
  readonly path: string | undefined;
}

export interface SourceText {
  /** Relative to the repository root, forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and string contents, for finding identifiers. */
  readonly code: string;
  readonly imports: readonly SourceImport[];
  readonly isTest: boolean;
}

/** Every TypeScript file below the given folders; generated ones left out. */
export function sourceFiles(folders: readonly string[]): SourceText[] {
  return folders.flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
      .map((entry) => relative(repositoryRoot, join(entry.parentPath, entry.name)))
      .map((path) => path.split(sep).join('/'))
      .filter((path) => !/node_modules|\/generated\/|\/dist\/|\.d\.ts$/.test(path))
      .map(readSource),
  );
}

function readSource(path: string): SourceText {
  const text = readFileSync(join(repositoryRoot, path), 'utf8');
  const withoutComments = text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
  const specifiers = [
    ...withoutComments.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm),
    ...withoutComments.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
    ...withoutComments.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
  ].map((match) => match[1] ?? '');
  return {
    path,
    text,
    code: withoutComments.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''"),
    imports: specifiers.map((specifier) => ({
      specifier,
      path: specifier.startsWith('.')
        ? posix.normalize(posix.join(posix.dirname(path), specifier))
        : undefined,
    })),
    isTest: /\.test\.ts$/.test(path),
  };
}
