import { GalleyError } from '../errors/galley-error.ts';
import type { SourceFile } from '../ports/source-tree.ts';
import { listProjects } from './locate-project.ts';

type Listed = Pick<SourceFile, 'path' | 'kind'>;

/**
 * Refuses a change that takes files out of a project of base by putting a galley.yaml beside them, and so
 * out of its policy. Whoever keeps a pull request's gate asks it before anything else.
 * @param options.base every file of the merge-base, and of the base branch's tip
 * @throws GalleyError `project-invalid`
 */
export function refuseTakenFiles({
  base,
  tip,
  head,
}: {
  readonly base: readonly Listed[];
  readonly tip: readonly Listed[];
  readonly head: readonly Listed[];
}): void {
  const known = new Set([...listProjects(base), ...listProjects(tip)]);
  for (const project of listProjects(head)) {
    if (known.has(project)) continue;
    const outer = [...known].find((one) => one === '' || project.startsWith(`${one}/`));
    const isTaken = base.some(({ path }) => path.startsWith(`${project}/`));
    if (outer !== undefined && isTaken) throw takesFiles(project, outer);
  }
}

function takesFiles(project: string, outer: string): GalleyError {
  const named = outer === '' ? 'at the root' : `\`${outer}\``;
  const message = `\`${project}/galley.yaml\` takes files out of the project ${named}, whose policy holds for them until it is merged; move them into a new folder instead, or have an administrator merge it`;
  return new GalleyError('project-invalid', message, { data: { project, outer } });
}
