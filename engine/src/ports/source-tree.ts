/** One file that a tree holds. */
export interface SourceFile {
  /** Relative to the project folder, forward slashes, exactly as stored. */
  path: string;
  /** Only a `file` can be read; `other` is a FIFO, a socket, a device, or a name Galley cannot use. */
  kind: 'file' | 'symlink' | 'submodule' | 'other';
  /** Size of the content, where the tree knows it without reading. */
  byteCount?: number;
  /** Git's object id of the content, where the tree knows it without reading. */
  blobId?: string;
  /** Why the file is of kind `other`, in one sentence. */
  note?: string;
}

/** What became of one path that was asked for. */
export type SourceContent =
  | { kind: 'bytes'; bytes: Uint8Array; blobId: string }
  | { kind: 'too-large'; byteCount: number }
  /** Nothing is there, or a folder is. */
  | { kind: 'missing' }
  /** Something is there that Galley does not follow; `reason` completes "the path …". */
  | { kind: 'unsafe'; reason: string };

export interface ReadSourceOptions {
  /** Files above this are reported as `too-large` without being read; default 64 MiB. */
  maxBytes?: number;
}

/**
 * The files below one project folder, of a commit or on disk. `read` needs no `list` before it and
 * touches only what it is asked for; nothing outside the project folder is ever read.
 */
export interface SourceTree {
  /** What to call it in a message: `working tree`, or the full commit id. */
  readonly label: string;
  /** Full commit id; absent for a folder on disk. */
  readonly commit?: string;
  /** Every file, sorted by path; ignored files are left out of a folder on disk. */
  list(): Promise<SourceFile[]>;
  /** The content of each path, in one batch; every path asked for is a key of the answer. */
  read(paths: readonly string[], options?: ReadSourceOptions): Promise<Map<string, SourceContent>>;
}
