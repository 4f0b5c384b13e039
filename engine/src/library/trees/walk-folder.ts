import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '../../errors/galley-error.ts';
import { maxSourceFiles } from './source-limits.ts';

const maxDepth = 64;

/**
 * Every path below a folder, sorted, that is not a folder itself; links are named, not followed.
 * Skips dot folders (`.git`, `.galley`, `.venv`) but `.github`, and `node_modules`.
 * @throws GalleyError `file-unreadable` above 500,000 files or 64 levels, or for a folder that may
 * not be read
 */
export async function walkFolder(root: string): Promise<string[]> {
  const paths: string[] = [];
  const waiting = [{ path: '', depth: 0 }];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    if (folder.depth > maxDepth) throw tooMuch(folder.path, `more than ${maxDepth} levels deep`);
    for (const entry of entriesOf(root, folder.path)) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (!entry.isDirectory()) paths.push(path);
      else if (!isSkipped(entry.name)) waiting.push({ path, depth: folder.depth + 1 });
    }
    if (paths.length > maxSourceFiles) throw tooMuch('', `more than ${maxSourceFiles} files`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return paths.sort();
}

function isSkipped(name: string): boolean {
  // A folder whose name is not UTF-8 cannot be opened by its text.
  if (name === '.github') return false;
  return name.startsWith('.') || name === 'node_modules' || name.includes('\ufffd');
}

function entriesOf(root: string, path: string): Dirent[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true });
  } catch (cause) {
    throw new GalleyError('file-unreadable', `the folder ${path || root} cannot be read`, {
      data: { path },
      hint: 'check who may read the folder',
      cause,
    });
  }
}

function tooMuch(path: string, fact: string): GalleyError {
  return new GalleyError('file-unreadable', `the project folder ${path} has ${fact}`, {
    data: { path },
    hint: 'name the folder that holds galley.yaml with -C',
  });
}
