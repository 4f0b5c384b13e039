import { GalleyError } from '../../errors/galley-error.ts';
import type { GitTreeEntry } from '../../ports/git.ts';
import { maxSourceFiles } from '../trees/source-limits.ts';
import type { ObjectStore } from './object-store.ts';
import { parseTree, type TreeObjectEntry } from './parse-objects.ts';

const maxDepth = 256;
const folderMode = /^0?40000$/;

/**
 * Every entry below a folder of a root tree, without sizes: they cost reading the blobs.
 * @throws GalleyError `git-failed` above 500,000 entries or 256 levels: a few crafted trees that
 * name each other can stand for billions of files
 */
export async function listTreeObjects(
  store: ObjectStore,
  rootTree: string,
  under: string,
): Promise<GitTreeEntry[]> {
  const entries: GitTreeEntry[] = [];
  // What a few trees stand for many times is read once.
  const known = new Map<string, TreeObjectEntry[]>();
  let visited = 0;

  async function collect(tree: string, prefix: string, depth: number): Promise<void> {
    if (depth > maxDepth) throw tooLarge(`more than ${maxDepth} levels of folders`);
    const content = known.get(tree) ?? (await readTree(store, tree));
    known.set(tree, content);
    for (const entry of content) {
      visited += 1;
      if (visited > maxSourceFiles) throw tooLarge(`more than ${maxSourceFiles} entries`);
      if (folderMode.test(entry.mode))
        await collect(entry.id, `${prefix}${entry.name}/`, depth + 1);
      else entries.push(toGitTreeEntry(entry, prefix));
    }
  }

  const start = await findFolder(store, rootTree, under);
  if (start !== undefined) await collect(start, under === '' ? '' : `${under}/`, 0);
  return entries;
}

/** Object id of what stands at a path of a root tree; `undefined` when nothing does. */
export async function findTreeObject(
  store: ObjectStore,
  rootTree: string,
  path: string,
): Promise<string | undefined> {
  const at = path.lastIndexOf('/');
  const folder = await findFolder(store, rootTree, at < 0 ? '' : path.slice(0, at));
  if (folder === undefined) return undefined;
  const name = path.slice(at + 1);
  return (await readTree(store, folder)).find((entry) => entry.name === name)?.id;
}

async function findFolder(
  store: ObjectStore,
  rootTree: string,
  under: string,
): Promise<string | undefined> {
  let tree: string | undefined = rootTree;
  for (const name of under === '' ? [] : under.split('/')) {
    if (tree === undefined) return undefined;
    const entries: TreeObjectEntry[] = await readTree(store, tree);
    tree = entries.find((entry) => entry.name === name && folderMode.test(entry.mode))?.id;
  }
  return tree;
}

async function readTree(store: ObjectStore, id: string): Promise<TreeObjectEntry[]> {
  const object = await store.read(id);
  const entries = object?.type === 'tree' ? parseTree(object.content) : undefined;
  if (entries) return entries;
  throw new GalleyError('git-failed', `the tree ${id} is missing or damaged`, {
    data: { tree: id },
    hint: 'run `git fsck` in the repository, or fetch again without a filter',
  });
}

function toGitTreeEntry({ mode, name, id }: TreeObjectEntry, prefix: string): GitTreeEntry {
  const path = prefix + name;
  if (mode === '160000') return { path, kind: 'submodule', blobId: id };
  const entry: GitTreeEntry = { path, kind: mode === '120000' ? 'symlink' : 'file', blobId: id };
  if (mode === '100755') entry.isExecutable = true;
  return entry;
}

function tooLarge(fact: string): GalleyError {
  return new GalleyError('git-failed', `the commit's tree has ${fact}`, {
    hint: 'use a smaller project folder',
  });
}
