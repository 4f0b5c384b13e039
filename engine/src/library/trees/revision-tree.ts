import { GalleyError } from '../../errors/galley-error.ts';
import type { BlobContent, Git, GitTreeEntry } from '../../ports/git.ts';
import type { SourceContent, SourceFile, SourceTree } from '../../ports/source-tree.ts';
import { defaultMaxSourceBytes } from './source-limits.ts';
import { unsafePathReason } from './unsafe-path-reason.ts';

export interface RevisionTreeOptions {
  git: Git;
  /** Full commit id. */
  commit: string;
  /** The project folder relative to the repository's root, `''` for the root. */
  project: string;
}

/**
 * A project folder as one commit has it. Listing costs one call and no blob; each blob is read only
 * when its path is asked for, and only once its size is known to fit.
 * `read` throws GalleyError `git-failed` for content that the clone does not hold.
 */
export function revisionTree({ git, commit, project }: RevisionTreeOptions): SourceTree {
  let listing: Promise<Map<string, GitTreeEntry>> | undefined;
  const entries = () => {
    listing ??= listEntries(git, commit, project);
    return listing;
  };
  return {
    label: commit,
    commit,
    async list() {
      return [...(await entries())].map(([path, entry]) => toSourceFile(path, entry));
    },
    async read(paths, { maxBytes = defaultMaxSourceBytes } = {}) {
      const byPath = await entries();
      const wanted = paths.map((path) => byPath.get(path)).filter((entry) => entry !== undefined);
      const ids = wanted.filter((entry) => isReadable(entry, maxBytes)).map((e) => e.blobId);
      const blobs = await git.readBlobs(ids, { maxBytes });
      return new Map(
        paths.map((path) => [path, toContent(path, byPath.get(path), { blobs, maxBytes })]),
      );
    },
  };
}

async function listEntries(
  git: Git,
  commit: string,
  under: string,
): Promise<Map<string, GitTreeEntry>> {
  const start = under === '' ? 0 : under.length + 1;
  const entries = await git.listTree(commit, under);
  const pairs = entries.map((entry): [string, GitTreeEntry] => [entry.path.slice(start), entry]);
  return new Map(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isReadable(entry: GitTreeEntry, maxBytes: number): boolean {
  return entry.kind === 'file' && (entry.byteCount ?? 0) <= maxBytes;
}

function toSourceFile(path: string, entry: GitTreeEntry): SourceFile {
  const reason = nameFault(path);
  if (reason !== undefined) return { path, kind: 'other', note: `the name ${reason}` };
  const file: SourceFile = { path, kind: entry.kind, blobId: entry.blobId };
  if (entry.byteCount !== undefined) file.byteCount = entry.byteCount;
  return file;
}

function nameFault(path: string): string | undefined {
  if (path.includes('\ufffd')) return 'is not valid UTF-8';
  return unsafePathReason(path);
}

function toContent(
  path: string,
  entry: GitTreeEntry | undefined,
  { blobs, maxBytes }: { blobs: Map<string, BlobContent>; maxBytes: number },
): SourceContent {
  const reason = nameFault(path);
  if (reason !== undefined) return { kind: 'unsafe', reason };
  if (!entry) return { kind: 'missing' };
  if (entry.kind === 'symlink') {
    return { kind: 'unsafe', reason: 'is a symbolic link, which Galley does not follow' };
  }
  if (entry.kind === 'submodule') {
    return { kind: 'unsafe', reason: 'is a submodule, which Galley does not enter' };
  }
  if (entry.byteCount !== undefined && entry.byteCount > maxBytes) {
    return { kind: 'too-large', byteCount: entry.byteCount };
  }
  const blob = blobs.get(entry.blobId);
  if (blob?.kind === 'bytes') return { ...blob, blobId: entry.blobId };
  if (blob?.kind === 'too-large') return blob;
  throw contentMissing(path, entry.blobId);
}

/** The commit has the file, so calling it missing would make every check on it wrong. */
function contentMissing(path: string, blobId: string): GalleyError {
  return new GalleyError('git-failed', `the repository does not hold the content of ${path}`, {
    data: { path, blobId },
    hint: 'run `git fsck` in the repository to see what is damaged',
  });
}
