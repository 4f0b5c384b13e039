import type { SourceFile } from '../ports/source-tree.ts';
import { projectFile } from './documents/read-project.ts';

/**
 * The nearest folder, from `folder` upwards, that holds galley.yaml; `undefined` when none does.
 * @param hasFile tells whether a folder holds a file of this name
 * @param parentOf the folder above; `undefined` at the top, where the search ends
 */
export function locateProject(
  folder: string,
  hasFile: (folder: string, name: string) => boolean,
  parentOf: (folder: string) => string | undefined,
): string | undefined {
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    if (hasFile(at, projectFile)) return at;
  }
  return undefined;
}

/**
 * Every project of a repository as a folder relative to its root, sorted; `''` is the root itself.
 * Each has its own documents: an outer project leaves out those of the ones inside it.
 */
export function listProjects(files: readonly Pick<SourceFile, 'path' | 'kind'>[]): string[] {
  return files
    .filter(({ path, kind }) => kind === 'file' && isProjectFile(path))
    .map(({ path }) => path.slice(0, -projectFile.length).replace(/\/$/, ''))
    .sort();
}

function isProjectFile(path: string): boolean {
  return path === projectFile || path.endsWith(`/${projectFile}`);
}
