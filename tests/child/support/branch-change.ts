import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HostileChange, inProcessHostileText } from '@galley/engine/keyless-child';
import { openGit, revisionTree } from '@galley/engine/library';
import type { SourceTree } from '@galley/engine/ports';
import { type OpenedChange, openChange } from '@galley/engine/proof';
import { parse } from 'yaml';
import { commitFiles, type Files } from '../../support/prove-change.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../../support/temporary-repository.ts';

/** A branch as a door sees it, and as it is opened without any child. */
export interface BranchChange {
  readonly change: HostileChange;
  readonly opened: OpenedChange;
}

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');

/** A branch whose `main` holds `base`, which adds `head` to it, and whose `main` then moves on by `tip`. */
export async function branchChange(base: Files, head: Files, tip: Files = {}) {
  return changeOf((repository) => {
    commitFiles(repository, base);
    repository.branch('change');
    commitFiles(repository, head);
    if (Object.keys(tip).length === 0) return;
    repository.git('checkout', '-q', 'main');
    commitFiles(repository, tip);
  });
}

/** The branch of the demo over the example of a support desk. */
export async function supportDeskChange(): Promise<BranchChange> {
  return changeOf((repository) => {
    cpSync(join(examples, 'support-desk'), repository.folder, { recursive: true });
    repository.commit('prompts of the support desk');
    repository.branch('change');
    const demo = readFileSync(join(examples, 'support-desk.demo.yaml'), 'utf8');
    const { edits } = parse(demo) as { edits: { file: string; find: string; replace: string }[] };
    for (const { file, find, replace } of edits) {
      const text = readFileSync(join(repository.folder, file), 'utf8');
      repository.write(
        file,
        text.replace(find, () => replace),
      );
    }
    repository.commit('edit three prompts');
  });
}

async function changeOf(make: (repository: TemporaryRepository) => void): Promise<BranchChange> {
  const repository = createTemporaryRepository();
  try {
    make(repository);
    const { folder, environment } = repository;
    const git = await openGit(folder, { environment });
    const commitOf = (revision: string) => repository.git('rev-parse', revision);
    const treeOf = async (commit: string) => held(revisionTree({ git, commit, project: '' }));
    const [tip, headCommit, mergeBase] = [
      commitOf('main'),
      commitOf('change'),
      repository.git('merge-base', 'main', 'change'),
    ];
    const [tipTree, head, base] = await Promise.all([tip, headCommit, mergeBase].map(treeOf));
    if (!tipTree || !head || !base) throw new TypeError('three trees');
    const policy = await inProcessHostileText().openLibrary(tipTree, {});
    const opened = await openChange({
      git,
      project: '',
      base: 'main',
      headTree: head,
      headCommit,
      policyFrom: 'base',
    });
    const policyRevision = { ref: 'main', commit: tip };
    return { change: { project: '', base, head, policy, policyRevision }, opened };
  } finally {
    repository.remove();
  }
}

/** The tree without its repository. */
async function held(tree: SourceTree): Promise<SourceTree> {
  const files = await tree.list();
  const contents = await tree.read(files.map(({ path }) => path));
  return {
    ...tree,
    list: async () => files,
    read: async (paths) =>
      new Map(paths.map((path) => [path, contents.get(path) ?? { kind: 'missing' }])),
  };
}
