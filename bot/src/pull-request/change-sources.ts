import { GalleyError } from '@galley/engine/errors';
import { listProjects, revisionTree } from '@galley/engine/library';
import type { Git, SourceTree } from '@galley/engine/ports';
import type { PullRequestNow } from './pull-request-now.ts';

/** One project of a pull request, as Git has it. */
export interface ProjectSources {
  /** Folder relative to the repository root; '' at the root. */
  readonly project: string;
  /** As the merge-base has it. */
  readonly base: SourceTree;
  readonly head: SourceTree;
  /** As the tip of the base branch has it: whose galley.yaml decides. */
  readonly policy: SourceTree;
}

type Commits = Pick<PullRequestNow, 'head' | 'mergeBase' | 'baseTip'>;

/** Each takes processes of its own. */
const mostProjects = 100;

/**
 * Every project that either side has, by folder; lists trees and reads no file.
 * @throws GalleyError `hostile-text-limit` for more than 100 projects; `project-invalid` when head takes
 *   files out of a project of base by a galley.yaml beside them, and so out of its policy
 */
export async function openChangeSources(git: Git, commits: Commits): Promise<ProjectSources[]> {
  const { head, mergeBase, baseTip } = commits;
  const filesAt = (commit: string) => git.listTree(commit, '');
  const filesOfBase = await filesAt(mergeBase);
  const ofBase = new Set([...listProjects(filesOfBase), ...listProjects(await filesAt(baseTip))]);
  const projects = new Set([...ofBase, ...listProjects(await filesAt(head))]);
  if (projects.size > mostProjects) throw tooManyProjects(projects.size);
  for (const project of projects) {
    if (ofBase.has(project)) continue;
    const outer = [...ofBase].find((one) => one === '' || project.startsWith(`${one}/`));
    const isTaken = filesOfBase.some(({ path }) => path.startsWith(`${project}/`));
    if (outer !== undefined && isTaken) throw takesFiles(project, outer);
  }
  const treeOf = (commit: string, project: string) => revisionTree({ git, commit, project });
  return [...projects].sort().map((project) => ({
    project,
    base: treeOf(mergeBase, project),
    head: treeOf(head, project),
    policy: treeOf(baseTip, project),
  }));
}

function takesFiles(project: string, outer: string): GalleyError {
  const named = outer === '' ? 'at the root' : `\`${outer}\``;
  const message = `\`${project}/galley.yaml\` takes files out of the project ${named}, whose policy holds for them until it is merged; move them into a new folder instead, or have an administrator merge it`;
  return new GalleyError('project-invalid', message, { data: { project, outer } });
}

function tooManyProjects(count: number): GalleyError {
  const message = `the repository has ${count} projects (folders with a galley.yaml); expected at most ${mostProjects}`;
  return new GalleyError('hostile-text-limit', message, {
    data: { operation: 'listTree', limit: 'projects', atMost: mostProjects },
  });
}
