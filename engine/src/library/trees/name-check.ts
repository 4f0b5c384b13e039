import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A check whether a path that can be opened is spelled as it is stored. Where the file system
 * ignores case, `Refund.yaml` opens `refund.yaml`, which a commit would not; elsewhere always true.
 * Remembers folders it has seen: make a new one for each batch.
 */
export function createNameCheck(
  root: string,
  ignoresCase = doesIgnoreCase(root),
): (path: string) => boolean {
  const namesByFolder = new Map<string, Set<string>>();

  function isStored(path: string): boolean {
    const at = path.lastIndexOf('/');
    const folder = at < 0 ? '' : path.slice(0, at);
    if (folder !== '' && !isStored(folder)) return false;
    const names = namesByFolder.get(folder) ?? storedNames(join(root, folder));
    namesByFolder.set(folder, names);
    return names.has(path.slice(at + 1).normalize('NFC'));
  }

  return (path) => !ignoresCase || isStored(path);
}

/** HFS+ stores names decomposed, so both sides are compared composed. */
function storedNames(folder: string): Set<string> {
  return new Set(readdirSync(folder).map((name) => name.normalize('NFC')));
}

function doesIgnoreCase(root: string): boolean {
  const name = basename(root);
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  if (other === name) return process.platform === 'win32' || process.platform === 'darwin';
  const here = lstatSync(root);
  const there = lstatSync(join(dirname(root), other), { throwIfNoEntry: false });
  return there !== undefined && there.ino === here.ino && there.dev === here.dev;
}
