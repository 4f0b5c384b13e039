import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '../../errors/galley-error.ts';
import { readRegularFile } from '../trees/read-regular-file.ts';
import { maxSourceFiles } from '../trees/source-limits.ts';
import { type IgnoreRules, isIgnored, parseIgnoreRules } from './ignore-rules.ts';

interface Folder {
  /** Components from the root. */
  path: readonly string[];
  stack: readonly IgnoreRules[];
}

const maxRulesBytes = 1024 * 1024;

/**
 * Paths of files and links below `under` that no rule ignores, relative to the root; does not enter
 * other repositories.
 * @param general rules that hold for the whole work tree, weakest first
 * @throws GalleyError `git-failed` above 500,000 files or for a folder that may not be read
 */
export async function walkWorkTree(
  root: string,
  under: string,
  general: readonly IgnoreRules[],
): Promise<string[]> {
  const paths: string[] = [];
  const start = descend(root, under === '' ? [] : under.split('/'), general);
  const waiting = start ? [start] : [];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    const { files, folders } = sortEntries(root, folder);
    paths.push(...files);
    waiting.push(...folders);
    if (paths.length > maxSourceFiles) throw tooManyFiles(root);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return paths;
}

/** Collects the rules on the way down to a folder; `undefined` when it is ignored or not there. */
function descend(
  root: string,
  path: readonly string[],
  general: readonly IgnoreRules[],
): Folder | undefined {
  let stack = withOwnRules(root, [], general);
  for (let depth = 1; depth <= path.length; depth += 1) {
    const folder = path.slice(0, depth);
    if (isIgnored(stack, folder, true) || existsSync(join(root, ...folder, '.git')))
      return undefined;
    stack = withOwnRules(root, folder, stack);
  }
  return existsSync(join(root, ...path)) ? { path, stack } : undefined;
}

function sortEntries(root: string, folder: Folder): { files: string[]; folders: Folder[] } {
  const files: string[] = [];
  const folders: Folder[] = [];
  for (const entry of entriesOf(root, folder.path)) {
    const path = [...folder.path, entry.name];
    if (entry.name === '.git') continue;
    if (!entry.isDirectory()) {
      const isListed = entry.isFile() || entry.isSymbolicLink();
      if (isListed && !isIgnored(folder.stack, path, false)) files.push(path.join('/'));
    } else if (isEntered(root, path) && !isIgnored(folder.stack, path, true)) {
      folders.push({ path, stack: withOwnRules(root, path, folder.stack) });
    }
  }
  return { files, folders };
}

function isEntered(root: string, path: readonly string[]): boolean {
  const isReadableName = !path.at(-1)?.includes('\ufffd');
  return isReadableName && !existsSync(join(root, ...path, '.git'));
}

function withOwnRules(
  root: string,
  folder: readonly string[],
  stack: readonly IgnoreRules[],
): readonly IgnoreRules[] {
  const path = [...folder, '.gitignore'].join('/');
  const content = readRegularFile(root, path, { maxBytes: maxRulesBytes, checked: new Map() });
  if (content.kind !== 'bytes') return stack;
  return [...stack, parseIgnoreRules(Buffer.from(content.bytes).toString('utf8'), folder)];
}

function entriesOf(root: string, path: readonly string[]): Dirent[] {
  try {
    return readdirSync(join(root, ...path), { withFileTypes: true });
  } catch (cause) {
    const name = path.join('/') || root;
    throw new GalleyError('git-failed', `the folder ${name} cannot be read`, {
      data: { path: name },
      hint: 'check who may read the folder',
      cause,
    });
  }
}

function tooManyFiles(root: string): GalleyError {
  return new GalleyError('git-failed', `${root} has more than ${maxSourceFiles} files`, {
    hint: 'ignore generated folders in .gitignore, or use a smaller project folder',
  });
}
