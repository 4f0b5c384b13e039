import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '../../errors/galley-error.ts';
import { unsafePathReason } from './unsafe-path-reason.ts';

/** What became of one file on disk that was asked for. */
export type DiskContent =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'too-large'; byteCount: number }
  | { kind: 'missing' }
  | { kind: 'unsafe'; reason: string };

/** Folders already found to be real ones, so that each is looked at once for a batch of files. */
export type CheckedFolders = Map<string, DiskContent | undefined>;

// Both are absent on Windows. O_NONBLOCK keeps a FIFO put there after the check from hanging us.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads a regular file below `root` without following a link in any component of its path.
 * @throws GalleyError `file-unreadable` when it exists and the system refuses to read it
 */
export function readRegularFile(
  root: string,
  path: string,
  options: { maxBytes: number; checked: CheckedFolders },
): DiskContent {
  const reason = unsafePathReason(path);
  if (reason !== undefined) return { kind: 'unsafe', reason };
  const obstacle = checkFolders(root, path, options.checked);
  if (obstacle) return obstacle;
  const file = join(root, path);
  const seen = statOf(file, path);
  if (!seen || seen.isDirectory()) return { kind: 'missing' };
  if (!seen.isFile()) return { kind: 'unsafe', reason: describe(seen) };
  if (seen.size > options.maxBytes) return { kind: 'too-large', byteCount: seen.size };
  try {
    return readOpened(file, seen, options.maxBytes);
  } catch (error) {
    return refusedOrMissing(error, path);
  }
}

/** Kind and size of what is at a path, without following a link; `undefined` when nothing is. */
export function statOf(file: string, path: string): Stats | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (isOneOf(error, 'ENAMETOOLONG', 'EINVAL', 'ELOOP', 'ENOTDIR')) return undefined;
    throw unreadable(path, error);
  }
}

/** What keeps Galley from reading something on disk, completing "the path …". */
export function describe(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'is a symbolic link, which Galley does not follow';
  if (stats.isFIFO()) return 'is a named pipe, not a regular file';
  if (stats.isSocket()) return 'is a socket, not a regular file';
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return 'is a device, not a regular file';
  return 'is not a regular file';
}

function checkFolders(
  root: string,
  path: string,
  checked: CheckedFolders,
): DiskContent | undefined {
  const end = path.lastIndexOf('/');
  if (end < 0) return undefined;
  const folder = path.slice(0, end);
  if (checked.has(folder)) return checked.get(folder);
  const obstacle = checkFolders(root, folder, checked) ?? checkFolder(root, folder);
  checked.set(folder, obstacle);
  return obstacle;
}

function checkFolder(root: string, folder: string): DiskContent | undefined {
  const stats = statOf(join(root, folder), folder);
  if (stats?.isDirectory()) return undefined;
  if (!stats?.isSymbolicLink()) return { kind: 'missing' };
  const reason = `goes through "${folder}", a symbolic link, which Galley does not follow`;
  return { kind: 'unsafe', reason };
}

function readOpened(file: string, seen: Stats, maxBytes: number): DiskContent {
  const descriptor = openSync(file, openFlags);
  try {
    const stats = fstatSync(descriptor);
    if (stats.ino !== seen.ino || stats.dev !== seen.dev || !stats.isFile()) {
      return { kind: 'unsafe', reason: 'was replaced while it was read' };
    }
    if (stats.size > maxBytes) return { kind: 'too-large', byteCount: stats.size };
    const bytes = Buffer.allocUnsafe(stats.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return { kind: 'bytes', bytes: bytes.subarray(0, filled) };
  } finally {
    closeSync(descriptor);
  }
}

function refusedOrMissing(error: unknown, path: string): DiskContent {
  if (isOneOf(error, 'ENOENT', 'ENOTDIR')) return { kind: 'missing' };
  if (isOneOf(error, 'ELOOP')) return { kind: 'unsafe', reason: 'is a symbolic link' };
  if (isOneOf(error, 'EACCES', 'EPERM')) {
    return { kind: 'unsafe', reason: 'may not be read by this user' };
  }
  if (isOneOf(error, 'ENXIO')) return { kind: 'unsafe', reason: 'is not a regular file' };
  throw unreadable(path, error);
}

function unreadable(path: string, cause: unknown): GalleyError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new GalleyError('file-unreadable', `${path} cannot be read (${code})`, {
    data: { path, code },
    hint: 'check who may read the file',
    cause,
  });
}

function isOneOf(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
