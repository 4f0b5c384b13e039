import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Door } from '../door.ts';

/** Where a command's data goes: standard output, or the file that `--output` names. */
export interface DataOutput {
  write(text: string): void;
  /** The file appears, whole; nothing to do for standard output. */
  commit(): void;
  /** The file is left as it was. What went to standard output stays there. */
  discard(): void;
}

/**
 * Opens the place for a command's data. A file is written beside itself and renamed, so a reader
 * sees the old one or the new one; an existing file is replaced, a device or pipe is written to.
 * @throws GalleyError `file-unwritable`
 */
export function openDataOutput(
  door: Pick<Door, 'stdout' | 'cwd'>,
  file: string | undefined,
): DataOutput {
  if (file === undefined) {
    return { write: (text) => door.stdout.write(text), commit() {}, discard() {} };
  }
  const wanted = resolve(door.cwd, file);
  return orUnwritable(file, () => openFile(wanted, file));
}

function openFile(wanted: string, shown: string): DataOutput {
  const existing = statSync(wanted, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw unwritable(shown, 'it is a folder');
  const isReplaced = existing === undefined || existing.isFile();
  // A link to a file is followed, so that the link stays; a device may have no path of its own.
  const target = existing?.isFile() ? realpathSync.native(wanted) : wanted;
  const written = isReplaced
    ? join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
    : target;
  const descriptor = openSync(written, 'w', existing?.isFile() ? existing.mode : 0o666);
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (text) => {
      orUnwritable(shown, () => writeAll(descriptor, Buffer.from(text)));
    },
    commit() {
      if (!isOpen) return;
      close();
      if (isReplaced) orUnwritable(shown, () => renameSync(written, target));
    },
    discard() {
      if (!isOpen) return;
      close();
      if (isReplaced) rmSync(written, { force: true });
    },
  };
}

function writeAll(descriptor: number, bytes: Buffer): void {
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(descriptor, bytes, offset);
}

function orUnwritable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof GalleyError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw unwritable(file, 'its folder does not exist');
    throw unwritable(file, code ?? String(cause), cause);
  }
}

function unwritable(file: string, reason: string, cause?: unknown): GalleyError {
  return new GalleyError('file-unwritable', `cannot write ${file}: ${reason}`, {
    data: { file },
    hint: 'Name a file in a folder that exists and that you may write to.',
    cause,
  });
}
