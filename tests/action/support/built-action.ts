import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleAction } from '../../../scripts/bundle-action.ts';
import { repositoryRoot } from '../../support/source-files.ts';

/** The Action as a release ships it. */
export interface BuiltAction {
  /** Absolute paths of the entries. */
  readonly main: string;
  readonly poster: string;
}

const sources = ['action', 'engine', 'schema', 'scripts', 'pnpm-lock.yaml'];
const longestKeptMs = 24 * 60 * 60 * 1000;

/**
 * Bundles the Action into a folder without any package beside it: once for all tests, as long as no
 * source changes.
 */
export async function buildAction(): Promise<BuiltAction> {
  const place = join(tmpdir(), 'galley-action-bundles');
  const folder = await bundleOf(place);
  return { main: join(folder, 'main.js'), poster: join(folder, 'poster.js') };
}

/** The folder named by the sources' hash; whoever made it, it is whole. */
async function bundleOf(place: string): Promise<string> {
  for (;;) {
    const hash = hashSources();
    const folder = join(place, hash);
    if (existsSync(folder)) return folder;
    mkdirSync(place, { recursive: true });
    removeOld(place);
    const draft = mkdtempSync(join(place, 'draft-'));
    await bundleAction(draft);
    // A source that changed meanwhile may be part of the bundle.
    if (hash === hashSources()) moveInto(draft, folder);
    else rmSync(draft, { recursive: true });
  }
}

/** The other worker may have been faster. */
function moveInto(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
}

function removeOld(place: string): void {
  for (const name of readdirSync(place)) {
    const folder = join(place, name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > longestKeptMs) rmSync(folder, { recursive: true, force: true });
  }
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesBelow).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(repositoryRoot, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Every file that a bundle may be made of, relative to the repository. */
function filesBelow(path: string): string[] {
  if (!statSync(join(repositoryRoot, path)).isDirectory()) return [path];
  return readdirSync(join(repositoryRoot, path), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .filter(({ name }) => !name.endsWith('.test.ts'))
    .flatMap(({ name }) => filesBelow(`${path}/${name}`));
}
