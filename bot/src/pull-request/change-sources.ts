import { GalleyError } from '@galley/engine/errors';
import { listProjects, refuseTakenFiles, revisionTree } from '@galley/engine/library';
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
  const files = {
    base: await filesAt(mergeBase),
    tip: await filesAt(baseTip),
    head: await filesAt(head),
  };
  const projects = new Set(Object.values(files).flatMap(listProjects));
  if (projects.size > mostProjects) throw tooManyProjects(projects.size);
  refuseTakenFiles(files);
  const treeOf = (commit: string, project: string) => revisionTree({ git, commit, project });
  return [...projects].sort().map((project) => ({
    project,
    base: treeOf(mergeBase, project),
    head: treeOf(head, project),
    policy: treeOf(baseTip, project),
  }));
}

function tooManyProjects(count: number): GalleyError {
  const message = `the repository has ${count} projects (folders with a galley.yaml); expected at most ${mostProjects}`;
  return new GalleyError('hostile-text-limit', message, {
    data: { operation: 'listTree', limit: 'projects', atMost: mostProjects },
  });
}
