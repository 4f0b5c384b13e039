import { GalleyError } from '../../errors/galley-error.ts';
import type { BlobContent, Git } from '../../ports/git.ts';
import { checkFolder, checkObjectIds, defaultMaxBlobBytes } from './check-git-arguments.ts';
import { findMergeBase } from './find-merge-base.ts';
import { listTreeObjects } from './list-tree-objects.ts';
import { createObjectStore, type ObjectStore } from './object-store.ts';
import { parseRevision } from './parse-revision.ts';
import { partialCloneRefusal } from './partial-clone.ts';
import { readGitConfig } from './read-git-config.ts';
import { createHistory } from './read-history.ts';
import { followRef, readRef, resolveRefName } from './read-refs.ts';
import { type RepositoryLayout, readGitText } from './repository-layout.ts';
import { walkCommits } from './walk-commits.ts';

/** What a repository answers without a work tree, and where its objects and index are read. */
export interface ReadRepository {
  readonly git: Omit<Git, 'listWorkTree' | 'currentCommit'>;
  readonly store: ObjectStore;
}

/** Blobs read at the same time. */
const blobsAtOnce = 16;

/**
 * Reads refs and objects of a repository from its files.
 * @throws GalleyError `git-failed` for SHA-256 repositories and the reftable format, which need the
 * `git` program
 */
export function readRepository(layout: RepositoryLayout): ReadRepository {
  const config = readGitText(layout.commonFolder, 'config') ?? '';
  checkFormat(layout, config);
  const isPartial = /^[ \t]*(?:promisor|partialclone)[ \t]*=/im.test(config);
  const store = createObjectStore(layout.objectParents);
  const cut = new Set(readGitText(layout.commonFolder, 'shallow')?.split('\n').filter(Boolean));
  const history = createHistory(store, cut);

  async function findObject(name: string): Promise<string | undefined> {
    if (/^[0-9a-f]{40}$/i.test(name)) return name.toLowerCase();
    const id = resolveRefName(layout, name);
    if (id !== undefined || !/^[0-9a-f]{4,39}$/i.test(name)) return id;
    return expandId(store, name.toLowerCase());
  }

  const git: ReadRepository['git'] = {
    root: layout.root,
    objectFormat: 'sha1',
    async resolveCommit(revision) {
      const { name, steps } = parseRevision(revision);
      const id = await findObject(name);
      const commit = id === undefined ? undefined : await history.peel(id);
      return commit === undefined ? undefined : history.step(commit, steps);
    },
    async mergeBase(a, b) {
      checkObjectIds([a, b], 'sha1');
      const commit = await findMergeBase(a, b, history.readCommit);
      if (commit !== undefined) return { kind: 'found', commit };
      return { kind: cut.size > 0 ? 'shallow' : 'unrelated' };
    },
    async listTree(commit, under) {
      checkObjectIds([commit], 'sha1');
      checkFolder(under);
      const { tree } = await history.readCommit(commit);
      return listTreeObjects(store, tree, under);
    },
    async readBlobs(ids, { maxBytes = defaultMaxBlobBytes } = {}) {
      checkObjectIds(ids, 'sha1');
      const wanted = [...new Set(ids)];
      const blobs = new Map<string, BlobContent>();
      for (let at = 0; at < wanted.length; at += blobsAtOnce) {
        const some = wanted.slice(at, at + blobsAtOnce);
        const contents = await Promise.all(some.map((id) => readBlob(store, id, maxBytes)));
        for (const [index, id] of some.entries()) {
          const content = contents[index] ?? { kind: 'missing' };
          if (content.kind === 'missing' && isPartial) throw partialCloneRefusal({ blobId: id });
          blobs.set(id, content);
        }
      }
      return blobs;
    },
    async listCommits(from, { paths, limit }) {
      checkObjectIds([from], 'sha1');
      for (const path of paths) checkFolder(path);
      return walkCommits(from, { store, history, paths, limit });
    },
    defaultBranch: async () => findDefaultBranch(layout),
    isShallow: async () => cut.size > 0,
  };
  return { git, store };
}

function checkFormat(layout: RepositoryLayout, config: string): void {
  const objectFormat = readGitConfig(config, 'extensions.objectformat') ?? 'sha1';
  const refFormat = readGitConfig(config, 'extensions.refstorage') ?? 'files';
  if (objectFormat === 'sha1' && refFormat === 'files') return;
  throw new GalleyError(
    'git-failed',
    `${layout.root} is a repository of format ${objectFormat} with ${refFormat} refs, which Galley reads only through the git program`,
    {
      data: { folder: layout.root, objectFormat, refFormat },
      hint: 'install Git from https://git-scm.com and put it on PATH',
    },
  );
}

/** Several objects may start alike; Git takes the one that leads to a commit. */
async function expandId(store: ObjectStore, start: string): Promise<string | undefined> {
  const ids = await store.expand(start);
  if (ids.length < 2) return ids[0];
  const commits: string[] = [];
  for (const id of ids.slice(0, 100)) {
    const object = await store.read(id);
    if (object?.type === 'commit' || object?.type === 'tag') commits.push(id);
  }
  return commits.length === 1 ? commits[0] : undefined;
}

async function readBlob(store: ObjectStore, id: string, maxBytes: number): Promise<BlobContent> {
  const object = await store.read(id);
  if (object?.type !== 'blob') return { kind: 'missing' };
  const byteCount = object.content.byteLength;
  if (byteCount > maxBytes) return { kind: 'too-large', byteCount };
  return { kind: 'bytes', bytes: object.content };
}

function findDefaultBranch(layout: RepositoryLayout): string | undefined {
  const head = readRef(layout, 'refs/remotes/origin/HEAD');
  const isThere = head?.kind === 'ref' && followRef(layout, head.name) !== undefined;
  if (isThere && head.name.startsWith('refs/remotes/')) {
    return head.name.slice('refs/remotes/'.length);
  }
  return ['main', 'master'].find((name) => followRef(layout, `refs/heads/${name}`) !== undefined);
}
