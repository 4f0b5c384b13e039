/** One entry of a commit's tree; folders are not listed, only what they hold. */
export interface GitTreeEntry {
  /** Relative to the repository's root, forward slashes; bytes that are no UTF-8 read as U+FFFD. */
  path: string;
  kind: 'file' | 'symlink' | 'submodule';
  /** Object id of the content; of the submodule's commit for a submodule. */
  blobId: string;
  /** Size of the content; absent for submodules and where it costs reading the blob. */
  byteCount?: number;
  isExecutable?: boolean;
}

/** Where two histories met: `shallow` means the clone is cut off before it could be found. */
export type MergeBase = { kind: 'found'; commit: string } | { kind: 'unrelated' | 'shallow' };

/** What became of one blob that was asked for; `missing` also when the id names no blob. */
export type BlobContent =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'too-large'; byteCount: number }
  | { kind: 'missing' };

export interface ReadBlobsOptions {
  /** Blobs above this are reported as `too-large` and not kept; default 64 MiB. */
  maxBytes?: number;
}

/** One commit as a history shows it; the texts are whatever their author wrote. */
export interface GitCommit {
  readonly id: string;
  /** Full ids; the first is the line that the commit went on. */
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  /** Milliseconds since 1970. */
  readonly authoredAtMs: number;
  /** First paragraph of the message, on one line. */
  readonly subject: string;
}

export interface ListCommitsOptions {
  /** Files or folders relative to the root, at least one. */
  readonly paths: readonly string[];
  /** Most commits to give, at least 1. */
  readonly limit: number;
}

/** How many hexadecimal digits an object id has: `sha1` 40, `sha256` 64. */
export type GitObjectFormat = 'sha1' | 'sha256';

/**
 * Reads one Git repository, with a work tree or bare; never writes, never fetches, runs nothing that the
 * repository configures. Every method throws GalleyError `git-failed` when Git cannot answer.
 */
export interface Git {
  /** Absolute path of the work tree, or of a bare repository; symlinks resolved, the platform's separators. */
  readonly root: string;
  readonly objectFormat: GitObjectFormat;
  /**
   * Full id of the commit that a branch, tag (peeled), commit id or `HEAD~2`, `v1^2` names;
   * `undefined` when there is none.
   * @throws GalleyError `revision-missing` for text that is no revision: a leading `-`, `..`,
   * control characters, `name:path`, `@{…}` or a search
   */
  resolveCommit(revision: string): Promise<string | undefined>;
  /** The best common ancestor of two full commit ids; of several, the youngest. */
  mergeBase(a: string, b: string): Promise<MergeBase>;
  /**
   * Every entry of a full commit id below the folder `under` (`''` for all) in Git's own order;
   * empty when the commit has no such folder.
   */
  listTree(commit: string, under: string): Promise<GitTreeEntry[]>;
  /**
   * The content of each id, in one batch; every id asked for is a key of the answer.
   * @throws GalleyError `git-failed` for a damaged blob, or one that a partial clone left out
   */
  readBlobs(ids: readonly string[], options?: ReadBlobsOptions): Promise<Map<string, BlobContent>>;
  /**
   * Commits on the line of first parents from a full commit id back, newest first, that changed any
   * of the paths: a merge counts where it brought the change in. Ends where a shallow clone ends.
   */
  listCommits(from: string, options: ListCommitsOptions): Promise<GitCommit[]>;
  /** Origin's default branch as `origin/main`, else local `main` or `master`, else `undefined`. */
  defaultBranch(): Promise<string | undefined>;
  /**
   * Paths below the folder `under` that are tracked, or untracked and not ignored, relative to the
   * root, in no order; a tracked path may be gone from disk, and a submodule is listed by its folder.
   */
  listWorkTree(under: string): Promise<string[]>;
  /** Full id of the checked-out commit; `undefined` in a repository without commits. */
  currentCommit(): Promise<string | undefined>;
  /** True when history was cut off, as of opening: open again after a fetch. */
  isShallow(): Promise<boolean>;
}
