import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { GalleyError } from '../../errors/galley-error.ts';
import { readRegularFile } from '../trees/read-regular-file.ts';

/** Where the pieces of a repository lie on disk; all paths absolute. */
export interface RepositoryLayout {
  /** The work tree; of a bare repository its own folder. */
  root: string;
  /** What belongs to this work tree alone: `HEAD`, the index. */
  gitFolder: string;
  /** What linked work trees share: refs, objects, config. Equal to `gitFolder` in a main one. */
  commonFolder: string;
  /** Folders whose `objects` hold the objects: the repository's own, then its alternates'. */
  objectParents: string[];
}

const maxAlternates = 20;

/**
 * Finds the repository that holds a folder and where its files are, also of a linked work tree, a
 * submodule, or a clone that borrows objects from another.
 * @throws GalleyError `git-missing` outside a work tree; `git-failed` for a damaged one
 */
export function findRepositoryLayout(folder: string): RepositoryLayout {
  const start = realFolder(folder);
  for (let root = start; ; root = dirname(root)) {
    const gitFolder = gitFolderOf(root);
    if (gitFolder !== undefined) {
      const pointer = readGitText(gitFolder, 'commondir')?.trim();
      const commonFolder = pointer ? resolve(gitFolder, pointer) : gitFolder;
      return { root, gitFolder, commonFolder, objectParents: findObjectParents(commonFolder) };
    }
    if (dirname(root) === root) throw noRepository(folder);
  }
}

/**
 * Where the files of a bare repository are.
 * @throws GalleyError `git-missing` when the folder holds no `HEAD` and `objects`
 */
export function bareRepositoryLayout(folder: string): RepositoryLayout {
  const root = realFolder(folder);
  if (!hasHead(root) || !isFolder(join(root, 'objects'))) throw noRepository(folder);
  return { root, gitFolder: root, commonFolder: root, objectParents: findObjectParents(root) };
}

/**
 * The text of a small regular file in Git's folder; `undefined` when there is none.
 * @throws GalleyError `git-failed` for a link, a special file, or more than `maxBytes`
 */
export function readGitText(
  gitFolder: string,
  name: string,
  maxBytes = 1024 * 1024,
): string | undefined {
  const content = readRegularFile(gitFolder, name, { maxBytes, checked: new Map() });
  if (content.kind === 'bytes') return Buffer.from(content.bytes).toString('utf8');
  if (content.kind === 'missing') return undefined;
  const reason = content.kind === 'unsafe' ? content.reason : `is larger than ${maxBytes} bytes`;
  throw damaged(join(gitFolder, name), reason);
}

function gitFolderOf(root: string): string | undefined {
  const path = join(root, '.git');
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (stats.isDirectory()) return hasHead(path) ? path : undefined;
  // Git follows a `.git` that is a link to a folder; the file form names its folder in text.
  if (stats.isSymbolicLink()) return isFolder(path) && hasHead(path) ? path : undefined;
  if (!stats.isFile() || stats.size > 8192) throw damaged(path, 'is no file that names a folder');
  const text = readPointerFile(root);
  const target = /^gitdir: (.+?)\r?\n?$/s.exec(text)?.[1];
  if (target === undefined) throw damaged(path, 'does not say "gitdir: <folder>"');
  const folder = resolve(root, target);
  if (!hasHead(folder)) throw damaged(path, `names ${folder}, which is no repository`);
  return folder;
}

/** `.git` itself is refused as a path below a project, so it is read by its own function. */
function readPointerFile(root: string): string {
  return readFileSync(join(root, '.git'), 'utf8');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // A link that leads nowhere or in a circle is no repository.
  }
}

function hasHead(gitFolder: string): boolean {
  return lstatSync(join(gitFolder, 'HEAD'), { throwIfNoEntry: false }) !== undefined;
}

/** isomorphic-git reads no alternates by itself, so each is read as a store of its own. */
function findObjectParents(commonFolder: string): string[] {
  const found = new Set<string>();
  const waiting = [join(commonFolder, 'objects')];
  for (let objects = waiting.shift(); objects !== undefined; objects = waiting.shift()) {
    const parent = dirname(objects);
    if (found.has(parent)) continue;
    if (basename(objects) !== 'objects')
      throw damaged(objects, 'is an alternate not named objects');
    found.add(parent);
    if (found.size > maxAlternates) throw damaged(commonFolder, 'has more than 20 alternates');
    const lines = readGitText(objects, 'info/alternates')?.split(/\r?\n/) ?? [];
    const named = lines.filter((line) => line !== '' && !line.startsWith('#'));
    waiting.push(...named.map((line) => resolve(join(parent, 'objects'), line)));
  }
  return [...found];
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (cause) {
    throw new GalleyError('git-missing', `there is no folder ${folder}`, {
      data: { folder },
      hint: 'name a folder of a Git repository with -C',
      cause,
    });
  }
}

function noRepository(folder: string): GalleyError {
  return new GalleyError('git-missing', `${folder} is not in a Git repository`, {
    data: { folder },
    hint: 'run `git init` there, or name another folder with -C',
  });
}

function damaged(path: string, reason: string): GalleyError {
  return new GalleyError('git-failed', `${path} ${reason}`, {
    data: { path },
    hint: 'install the git program and run `git fsck` in the repository',
  });
}
