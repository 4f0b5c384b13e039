import type { Git, GitCommit } from '../ports/git.ts';
import { type DocumentDifference, documentDifferences } from './document-differences.ts';
import type { JsonValue } from './nodes.ts';
import { maxYamlBytes, readYaml } from './yaml/read-yaml.ts';

/** One version of a document: a commit that changed its file. */
export interface DocumentVersion {
  readonly commit: GitCommit;
  /** Relative to the repository's root. */
  readonly file: string;
  readonly what: 'added' | 'removed' | 'edited' | 'renamed';
  /** Where it stood before, when it was renamed without an edit. */
  readonly from?: string;
  /** The document's own `version`, when it has one. */
  readonly version?: string;
  /** What it says differently; empty for an edit of comments or layout. */
  readonly differences: readonly DocumentDifference[];
  /** Why the file cannot be read at this commit or the one before; then no differences are known. */
  readonly fault?: string;
}

export interface DocumentHistoryOptions {
  /** Full id of the commit to go back from. */
  readonly from: string;
  /** Relative to the repository's root. */
  readonly file: string;
  /** Most versions to give. */
  readonly limit: number;
}

interface Place {
  readonly commit: string;
  readonly file: string;
}

/**
 * The versions of one file, newest first, along the first parents, with what each says differently
 * from the one before. A file that was moved without an edit is followed.
 * @throws GalleyError `git-failed`
 */
export async function documentHistory(
  git: Git,
  { from, file, limit }: DocumentHistoryOptions,
): Promise<DocumentVersion[]> {
  const versions: DocumentVersion[] = [];
  let next: Place | undefined = { commit: from, file };
  while (next !== undefined && versions.length < limit) {
    const { commit, file: current }: Place = next;
    const commits = await git.listCommits(commit, {
      paths: [current],
      limit: limit - versions.length,
    });
    next = undefined;
    for (const found of commits) {
      const version = await readVersion(git, found, current);
      versions.push(version);
      const [parent] = found.parents;
      if (version.what === 'renamed' && parent !== undefined && version.from !== undefined) {
        next = { commit: parent, file: version.from };
        break;
      }
    }
  }
  return versions;
}

async function readVersion(git: Git, commit: GitCommit, file: string): Promise<DocumentVersion> {
  const [parent] = commit.parents;
  const [after, before] = await Promise.all([
    readAt(git, commit.id, file),
    parent === undefined ? undefined : readAt(git, parent, file),
  ]);
  const base = { commit, file, ...versionOf(after?.value) };
  if (after === undefined) return { ...base, what: 'removed', differences: [] };
  if (before === undefined) {
    const moved = parent === undefined ? undefined : await findMoved(git, commit, after.blobId);
    if (moved !== undefined) return { ...base, what: 'renamed', from: moved, differences: [] };
    return { ...base, what: 'added', differences: [], ...faultOf(after) };
  }
  const fault = faultOf(after).fault ?? faultOf(before).fault;
  if (fault !== undefined) return { ...base, what: 'edited', differences: [], fault };
  const differences = documentDifferences(before.value, after.value);
  return { ...base, what: 'edited', differences };
}

interface ReadDocument {
  readonly blobId: string;
  /** `undefined` when it is no YAML. */
  readonly value: JsonValue | undefined;
  readonly fault: string | undefined;
}

/** `undefined` when the commit has no such file. */
async function readAt(git: Git, commit: string, file: string): Promise<ReadDocument | undefined> {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const entry = (await git.listTree(commit, folder)).find(({ path }) => path === file);
  if (entry?.kind !== 'file') return undefined;
  const { blobId } = entry;
  const blob = (await git.readBlobs([blobId], { maxBytes: maxYamlBytes })).get(blobId);
  if (blob?.kind !== 'bytes') return { blobId, value: undefined, fault: 'the file is too large' };
  const { value, problems } = readYaml(file, blob.bytes);
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  const fault = problem && `${problem.line}:${problem.column} ${problem.message}`;
  return { blobId, value: problem ? undefined : value, fault };
}

/** Where the parent has the same bytes in a file that this commit no longer has. */
async function findMoved(
  git: Git,
  { id, parents: [parent = ''] }: GitCommit,
  blobId: string,
): Promise<string | undefined> {
  const [after, before] = await Promise.all([git.listTree(id, ''), git.listTree(parent, '')]);
  const kept = new Set(after.map(({ path }) => path));
  return before.find((entry) => entry.blobId === blobId && !kept.has(entry.path))?.path;
}

function versionOf(value: JsonValue | undefined): { version?: string } {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap && typeof value.version === 'string' ? { version: value.version } : {};
}

function faultOf({ fault }: ReadDocument): { fault?: string } {
  return fault === undefined ? {} : { fault };
}
