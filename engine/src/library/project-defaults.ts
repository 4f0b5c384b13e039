import type { DefaultsSource } from '../ports/defaults-source.ts';
import type { Git } from '../ports/git.ts';
import { revisionTree } from './trees/revision-tree.ts';
import { maxYamlBytes } from './yaml/read-yaml.ts';

export type { DefaultsSource } from '../ports/defaults-source.ts';

/**
 * Defaults whose commit this repository holds, as after
 * `git fetch https://github.com/acme/galley-defaults <commit>`. A commit's id vouches for its content,
 * so it does not matter who fetched it.
 */
export function defaultsInGit(git: Git): DefaultsSource {
  return {
    async read(reference) {
      const id = reference.slice(reference.indexOf('@') + 1);
      const commit = await git.resolveCommit(id);
      if (commit !== id) return undefined;
      const tree = revisionTree({ git, commit, project: '' });
      const content = (await tree.read(['galley.yaml'], { maxBytes: maxYamlBytes })).get(
        'galley.yaml',
      );
      return content?.kind === 'bytes' ? content.bytes : undefined;
    },
  };
}
