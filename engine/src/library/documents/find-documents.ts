import picomatch from 'picomatch';
import type { SourceFile } from '../../ports/source-tree.ts';
import type { NodeKind } from '../nodes.ts';
import { kindFolders, withoutYamlExtension } from './document-id.ts';

/** A file that stands where documents of one kind are expected. */
export interface DocumentFile {
  readonly path: string;
  /** What stands there; anything but `file` is a problem. */
  readonly source: SourceFile;
  readonly kind: NodeKind;
  /** Path below the kind's folder, or below the fixed part of the glob. */
  readonly id: string;
  /** Named by a glob of `Project.paths`, or standing in the kind's own folder. */
  readonly isInOwnFolder: boolean;
}

/** `Project.paths`: globs by kind of document, relative to the project folder. */
export type DocumentGlobs = Readonly<Partial<Record<NodeKind, readonly string[]>>>;

/**
 * The YAML files of a project that should be documents, in the order of `files`. The kind's own
 * folder wins over a glob; of several globs the first. Projects nested in this one are left out.
 */
export function findDocuments(
  files: readonly SourceFile[],
  globs: DocumentGlobs = {},
): DocumentFile[] {
  const nested = nestedProjects(files);
  const matchers = compileGlobs(globs);
  const found: DocumentFile[] = [];
  for (const source of files) {
    const { path } = source;
    const stem = isUnfollowedFolder(source) ? path : withoutYamlExtension(path);
    if (stem === undefined || path === 'galley.yaml') continue;
    if (nested.some((folder) => path.startsWith(folder))) continue;
    const slash = path.indexOf('/');
    const folder = slash === -1 ? (stem === path ? path : '') : path.slice(0, slash);
    const ownKind = kindFolders.get(folder);
    if (ownKind) {
      found.push({ path, source, kind: ownKind, id: stem.slice(slash + 1), isInOwnFolder: true });
      continue;
    }
    if (stem === path) continue;
    const matcher = matchers.find(({ matches }) => matches(path));
    if (!matcher) continue;
    const isSuffixed = path.endsWith(matcher.suffix);
    const end = isSuffixed ? path.length - matcher.suffix.length : stem.length;
    const id = path.slice(matcher.fixed.length, end);
    found.push({ path, source, kind: matcher.kind, id, isInOwnFolder: false });
  }
  return found;
}

/** A link or submodule that seems to stand for a folder, whose documents would silently be absent. */
function isUnfollowedFolder({ kind, path }: SourceFile): boolean {
  return (kind === 'symlink' || kind === 'submodule') && /(?:^|\/)[^./]+$/.test(path);
}

/** Folders, with a closing slash, of projects inside this one. */
function nestedProjects(files: readonly SourceFile[]): string[] {
  const name = '/galley.yaml';
  return files
    .filter(({ path }) => path.endsWith(name))
    .map(({ path }) => path.slice(0, 1 - name.length));
}

type Matcher = {
  kind: NodeKind;
  fixed: string;
  suffix: string;
  matches: (path: string) => boolean;
};

function compileGlobs(globs: DocumentGlobs): Matcher[] {
  return Object.entries(globs).flatMap(([kind, patterns]) =>
    patterns.map((pattern) => {
      const glob = pattern.replace(/^\.\//, '');
      return {
        kind: kind as NodeKind,
        fixed: fixedPart(glob),
        suffix: fixedSuffix(glob),
        matches: compileGlob(glob),
      };
    }),
  );
}

function compileGlob(glob: string): (path: string) => boolean {
  return picomatch(glob, { dot: true, nonegate: true, noextglob: true, nobrace: false });
}

/** Folders before the first wildcard, with the closing slash. */
function fixedPart(glob: string): string {
  const wildcard = glob.search(/[*?[{(!]/);
  const fixed = wildcard === -1 ? glob : glob.slice(0, wildcard);
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}

/** `.dataset.yaml` of `data/*.dataset.yaml`: what every match ends with after its last wildcard. */
function fixedSuffix(glob: string): string {
  return /\*((?:\.[A-Za-z0-9_-]+)*\.ya?ml)$/.exec(glob)?.[1] ?? '.yaml';
}

/** Why a glob of `Project.paths` is not taken, completing "the glob …"; `undefined` when it is. */
export function unsafeGlobReason(glob: string): string | undefined {
  if (glob.length > 300) return 'is longer than 300 characters';
  if (glob.startsWith('/') || /^[A-Za-z]:/.test(glob)) return 'is absolute';
  if (glob.includes('\\')) return 'holds a backslash; write forward slashes';
  if (glob.split('/').includes('..')) return 'leaves the project with ".."';
  if ((glob.match(/\*\*/g)?.length ?? 0) > 4 || (glob.match(/\*/g)?.length ?? 0) > 12) {
    return 'has more wildcards than Galley takes';
  }
  if (/\{[^}]*\{|\.\.|[()]/.test(glob)) return 'holds nested braces, ranges or groups';
  return undefined;
}
