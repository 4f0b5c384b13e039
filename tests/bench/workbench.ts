import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../support/source-files.ts';
import { measureNode, type Sample } from './measure.ts';
import { openPeer, type Peer } from './peer.ts';

/** Where a row works: a temporary folder with the built command line in it, outside the checkout. */
export interface Workbench {
  /** The package as it would be published: `package.json` and `dist`. */
  readonly packageFolder: string;
  /** promptfoo, when `PROMPTFOO_DIR` names a folder that has it in `node_modules`. */
  readonly peer: Peer | undefined;
  /** A new empty folder. */
  newFolder(name: string): string;
  /** Runs Node on the given words and measures it. */
  node(words: readonly string[], options: RunOptions): Promise<Sample>;
  /**
   * Runs the built `galley` and measures it.
   * @throws Error when it ends with another exit code than `exitCode`, default 0
   */
  galley(words: readonly string[], options: RunOptions & { exitCode?: number }): Promise<Sample>;
  /** Deletes everything. */
  remove(): void;
}

export interface RunOptions {
  readonly cwd: string;
  /** In addition to `PATH` and a home of its own; nothing else of the user's is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Files of a repository: path with forward slashes → text. */
export type Files = ReadonlyMap<string, string>;

/** Builds the command line and opens a workbench with it. */
export function openWorkbench(): Workbench {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'galley-bench-')));
  const newFolder = (name: string) => {
    const folder = mkdtempSync(join(root, `${name}-`));
    return folder;
  };
  const packageFolder = newFolder('package');
  const home = newFolder('home');
  const base = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TMPDIR: newFolder('tmp'),
    NODE_COMPILE_CACHE: newFolder('compile-cache'),
  };
  const node: Workbench['node'] = (words, { cwd, environment }) =>
    measureNode(words, {
      cwd,
      environment: { ...base, ...environment },
      usageFile: join(home, 'usage.json'),
    });
  writePackage(packageFolder);
  return {
    packageFolder,
    peer: openPeer(process.env.PROMPTFOO_DIR, newFolder('peer')),
    newFolder,
    node,
    async galley(words, { exitCode = 0, ...options }) {
      const sample = await node([join(packageFolder, 'dist', 'galley.mjs'), ...words], options);
      if (sample.exitCode === exitCode) return sample;
      throw new Error(
        `galley ${words.join(' ')} ended with ${sample.exitCode} instead of ${exitCode}:\n${sample.stderr.slice(-2000)}\n${sample.stdout.slice(-2000)}`,
      );
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Writes files below a folder, making theirs. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Builds `cli/dist` and copies it next to the manifest that a published package has. */
function writePackage(folder: string): void {
  const build = spawnSync(process.execPath, [join(repositoryRoot, 'scripts', 'build-cli.ts')], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(`the build failed:\n${build.stderr}`);
  const cli = join(repositoryRoot, 'cli');
  cpSync(join(cli, 'dist'), join(folder, 'dist'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'));
  const workspace = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  // Everything but optional packages is inside the bundle.
  const {
    private: _private,
    dependencies: _inside,
    devDependencies: _tools,
    ...published
  } = manifest;
  const text = JSON.stringify({ engines: workspace.engines, ...published }, null, 2);
  writeFileSync(join(folder, 'package.json'), text);
}
