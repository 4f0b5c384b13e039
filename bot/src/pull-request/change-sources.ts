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

/** Every project that either side has, by folder; lists trees and reads no file. */
export async function openChangeSources(git: Git, commits: Commits): Promise<ProjectSources[]> {
  const { head, mergeBase, baseTip } = commits;
  const sides = [...new Set([head, mergeBase, baseTip])];
  const projects = new Set<string>();
  for (const commit of sides) {
    for (const project of listProjects(await git.listTree(commit, ''))) projects.add(project);
  }
  const treeOf = (commit: string, project: string) => revisionTree({ git, commit, project });
  return [...projects].sort().map((project) => ({
    project,
    base: treeOf(mergeBase, project),
    head: treeOf(head, project),
    policy: treeOf(baseTip, project),
  }));
}
