import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { GalleyError } from '../../errors/galley-error.ts';
import type { Git } from '../../ports/git.ts';
import type { SourceContent, SourceFile, SourceTree } from '../../ports/source-tree.ts';
import { blobId } from './blob-id.ts';
import { createNameCheck } from './name-check.ts';
import { type CheckedFolders, describe, readRegularFile, statOf } from './read-regular-file.ts';
import { defaultMaxSourceBytes } from './source-limits.ts';
import { unsafePathReason } from './unsafe-path-reason.ts';
import { walkFolder } from './walk-folder.ts';

/** Files read or looked at before other work of the process gets its turn. */
const filesPerTurn = 200;

export interface FolderTreeOptions {
  /** Absolute path of the project folder. */
  folder: string;
  /** The repository that holds it, when there is one. */
  git?: Git | undefined;
}

/**
 * A project folder as it is on disk. With `git`, `list` gives tracked and untracked files that are
 * not ignored; without, or when Git ignores the whole folder, everything but dot folders and
 * `node_modules`. Never follows a link.
 * @throws GalleyError `file-unreadable` when there is no such folder
 */
export function folderTree({ folder, git }: FolderTreeOptions): SourceTree {
  const root = realFolder(folder);
  const objectFormat = git?.objectFormat ?? 'sha1';

  function readOne(path: string, batch: ReadBatch): SourceContent {
    const content = readRegularFile(root, path, batch);
    if (content.kind === 'missing' || content.kind === 'unsafe') return content;
    if (!batch.hasName(path)) return { kind: 'missing' };
    if (content.kind === 'too-large') return content;
    return { ...content, blobId: blobId(content.bytes, objectFormat) };
  }

  return {
    label: 'working tree',
    async list() {
      const known = git ? await listWithGit(git, root) : [];
      const paths = known.length > 0 ? known : await walkFolder(root);
      const files: SourceFile[] = [];
      for (const [index, path] of paths.entries()) {
        if (index % filesPerTurn === filesPerTurn - 1) await takeTurns();
        const file = lookAt(root, path);
        if (file) files.push(file);
      }
      return files;
    },
    async read(paths, { maxBytes = defaultMaxSourceBytes } = {}) {
      const contents = new Map<string, SourceContent>();
      const batch = { maxBytes, checked: new Map(), hasName: createNameCheck(root) };
      for (const [index, path] of paths.entries()) {
        if (index % filesPerTurn === filesPerTurn - 1) await takeTurns();
        contents.set(path, readOne(path, batch));
      }
      return contents;
    },
  };
}

interface ReadBatch {
  maxBytes: number;
  checked: CheckedFolders;
  hasName: (path: string) => boolean;
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (cause) {
    throw new GalleyError('file-unreadable', `there is no folder ${folder}`, {
      data: { folder },
      hint: 'name a folder that exists with -C',
      cause,
    });
  }
}

async function listWithGit(git: Git, root: string): Promise<string[]> {
  const under = relative(git.root, root).split(sep).join('/');
  const paths = await git.listWorkTree(under);
  const start = under === '' ? 0 : under.length + 1;
  return paths.map((path) => path.slice(start)).sort();
}

/** What is on disk at a listed path; `undefined` when a tracked file is gone. */
function lookAt(root: string, path: string): SourceFile | undefined {
  const reason = unsafePathReason(path);
  if (reason !== undefined) return { path, kind: 'other', note: `the name ${reason}` };
  const stats = statOf(join(root, path), path);
  // Node cannot open a name that is not UTF-8 by its text, which holds U+FFFD instead.
  if (!stats && path.includes('\ufffd')) {
    return { path, kind: 'other', note: 'the name is not valid UTF-8' };
  }
  if (!stats) return undefined;
  if (stats.isFile()) return { path, kind: 'file', byteCount: stats.size };
  if (stats.isSymbolicLink()) return { path, kind: 'symlink' };
  if (stats.isDirectory()) return { path, kind: 'submodule' };
  return { path, kind: 'other', note: `the path ${describe(stats)}` };
}

function takeTurns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
