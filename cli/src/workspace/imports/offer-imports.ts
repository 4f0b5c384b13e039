import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findSources, folderTree, type ImporterName } from '@galley/engine/library';
import type { SourceFile, SourceTree } from '@galley/engine/ports';

const mostEntries = 20_000;
const deepest = 6;
/** Folders whose documents load in place, in any of the formats. */
const documentFolders = /^(?:prompts|parts|datasets|suites)\//;

/**
 * A `galley import` command line for everything in a folder that is of another tool and does not load
 * where it is: one per promptfoo configuration, one per folder for the others. Looks at 20,000 files
 * and six levels at most.
 */
export async function offerImports(folder: string): Promise<string[]> {
  const tree: SourceTree = { ...folderTree({ folder }), list: async () => walk(folder) };
  const sources = await findSources(tree);
  const commands = new Set<string>();
  for (const { path, importer } of sources) {
    if (documentFolders.test(path) && importer !== 'promptfoo') continue;
    commands.add(commandFor(path, importer));
  }
  return [...commands];
}

function commandFor(path: string, importer: ImporterName): string {
  if (importer === 'promptfoo' || importer === 'openai-prompt')
    return `galley import ${quoted(path)}`;
  const slash = path.lastIndexOf('/');
  const folder = slash === -1 ? '.' : path.slice(0, slash);
  return `galley import ${quoted(folder)} --from ${importer}`;
}

function quoted(path: string): string {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[A-Za-z0-9_./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}

function walk(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  const waiting = [{ path: '', depth: 0 }];
  let seen = 0;
  for (let folder = waiting.shift(); folder; folder = waiting.shift()) {
    for (const entry of entriesOf(join(root, folder.path))) {
      seen += 1;
      if (seen > mostEntries) return files;
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      if (entry.isFile()) files.push({ path, kind: 'file' });
      else if (entry.isDirectory() && folder.depth < deepest && !isSkipped(entry.name)) {
        waiting.push({ path, depth: folder.depth + 1 });
      }
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isSkipped(name: string): boolean {
  return name === 'node_modules' || (name.startsWith('.') && name !== '.github');
}

/** A folder that may not be read holds nothing that could be imported. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'ENOENT') return [];
    throw error;
  }
}
