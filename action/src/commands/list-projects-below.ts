import { GalleyError } from '@galley/engine/errors';
import { listProjects } from '@galley/engine/library';
import type { Git } from '@galley/engine/ports';

/**
 * Every project below a folder that one of the commits has, sorted; without any, the folder itself.
 * @param below relative to the repository's root; '' is the root
 * @throws GalleyError `usage` for a folder that no commit has, and for one inside a project
 */
export async function listProjectsBelow(
  git: Git,
  commits: readonly string[],
  below: string,
): Promise<string[]> {
  const trees = [];
  for (const commit of new Set(commits)) trees.push(await git.listTree(commit, below));
  const found = new Set(trees.flatMap(listProjects));
  if (found.size > 0) return [...found].sort();
  if (below === '') return [''];
  const name = JSON.stringify(below);
  if (trees.every((entries) => entries.length === 0)) {
    throw new GalleyError(
      'usage',
      `the input \`working-directory\` names ${name}, and no such folder exists`,
      {
        hint: 'Expected a folder of the repository that holds files, on head or on base.',
      },
    );
  }
  const outer = await projectAround(git, commits, below);
  if (outer === undefined) return [below];
  const where = outer === '' ? 'the root of the repository' : JSON.stringify(outer);
  throw new GalleyError(
    'usage',
    `the input \`working-directory\` names ${name}, which is a part of a project`,
    {
      hint: `Name the folder of its galley.yaml: ${where}.`,
    },
  );
}

/** The innermost project that a folder lies in. */
async function projectAround(
  git: Git,
  commits: readonly string[],
  folder: string,
): Promise<string | undefined> {
  const projects = new Set<string>();
  for (const commit of new Set(commits)) {
    for (const project of listProjects(await git.listTree(commit, ''))) projects.add(project);
  }
  return [...projects]
    .filter((project) => project === '' || folder.startsWith(`${project}/`))
    .sort((a, b) => b.length - a.length)[0];
}
