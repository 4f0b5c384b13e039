import { realpathSync } from 'node:fs';
import { GalleyError } from '../../errors/galley-error.ts';
import type {
  BlobContent,
  Git,
  GitCommit,
  GitObjectFormat,
  GitTreeEntry,
  ListCommitsOptions,
  MergeBase,
  ReadBlobsOptions,
} from '../../ports/git.ts';
import { createBlobBatch } from './blob-batch.ts';
import { checkFolder, checkObjectIds, defaultMaxBlobBytes } from './check-git-arguments.ts';
import { type Environment, findGitBinary } from './find-git-binary.ts';
import { parseRevision } from './parse-revision.ts';
import { type GitAnswer, type GitCall, runGit } from './run-git.ts';

export interface NativeGitOptions {
  environment: Environment;
  /** A Git command that takes longer is killed; default 60,000. */
  timeoutMs?: number;
}

/** What every call on one repository needs. */
interface Repository {
  run: (call: GitCall) => Promise<GitAnswer>;
  objectFormat: GitObjectFormat;
  isShallow: boolean;
}

/**
 * The repository that holds a folder, read through the `git` program: one process for each call.
 * @throws GalleyError `git-missing` without a `git` program or outside a work tree; `git-failed`
 * when another user owns the repository or Git cannot read it
 */
export async function openNativeGit(folder: string, options: NativeGitOptions): Promise<Git> {
  const { environment, timeoutMs = 60_000 } = options;
  const binary = findGitBinary(environment);
  if (binary === undefined) {
    throw new GalleyError('git-missing', 'no git program is on PATH', {
      hint: 'install Git from https://git-scm.com, or let Galley read the repository by itself',
    });
  }
  const program = { binary, folder, environment, timeoutMs };
  const facts = await runGit(program, {
    arguments: ['rev-parse', '--is-shallow-repository', '--show-object-format', '--show-toplevel'],
  });
  const [shallow = '', format = '', ...lines] = facts.output.toString('utf8').split('\n');
  // Without -z a root may hold line feeds itself; only the last one is Git's.
  const root = realpathSync.native(lines.slice(0, -1).join('\n'));
  const repository: Repository = {
    run: (call) => runGit({ ...program, folder: root }, call),
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
    isShallow: shallow === 'true',
  };
  return {
    root,
    objectFormat: repository.objectFormat,
    async resolveCommit(revision) {
      parseRevision(revision);
      return resolveCommit(repository, revision);
    },
    mergeBase: (a, b) => mergeBase(repository, a, b),
    listTree: (commit, under) => listTree(repository, commit, under),
    readBlobs: (ids, readOptions) => readBlobs(repository, ids, readOptions),
    listCommits: (from, listOptions) => listCommits(repository, from, listOptions),
    defaultBranch: () => defaultBranch(repository),
    listWorkTree: (under) => listWorkTree(repository, under),
    currentCommit: () => resolveCommit(repository, 'HEAD'),
    isShallow: async () => repository.isShallow,
  };
}

async function resolveCommit({ run }: Repository, revision: string): Promise<string | undefined> {
  const { output } = await run({
    arguments: ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`],
    answers: [1, 128],
  });
  return output.toString('latin1').trim() || undefined;
}

async function mergeBase(repository: Repository, a: string, b: string): Promise<MergeBase> {
  checkObjectIds([a, b], repository.objectFormat);
  const { output } = await repository.run({
    arguments: ['merge-base', '--all', a, b],
    answers: [1],
  });
  const [commit] = output.toString('latin1').split('\n');
  if (commit) return { kind: 'found', commit };
  return { kind: repository.isShallow ? 'shallow' : 'unrelated' };
}

async function listTree(
  repository: Repository,
  commit: string,
  under: string,
): Promise<GitTreeEntry[]> {
  checkObjectIds([commit], repository.objectFormat);
  checkFolder(under);
  const list = (...format: string[]) =>
    repository.run({
      arguments: ['ls-tree', '-rz', ...format, '--full-tree', commit, ...pathspec(under)],
    });
  // A partial clone does not know the sizes of the blobs it left out.
  const { output } = await list('-l').catch(() => list());
  return splitRecords(output).map(parseTreeEntry);
}

async function readBlobs(
  repository: Repository,
  ids: readonly string[],
  { maxBytes = defaultMaxBlobBytes }: ReadBlobsOptions = {},
): Promise<Map<string, BlobContent>> {
  checkObjectIds(ids, repository.objectFormat);
  const batch = createBlobBatch(maxBytes);
  if (ids.length === 0) return batch.blobs;
  const { message } = await repository.run({
    arguments: ['cat-file', '--batch', '--buffer'],
    input: `${[...new Set(ids)].join('\n')}\n`,
    onOutput: batch.take,
  });
  // Git calls a damaged object missing as well, and says so on standard error only.
  const fault = /^error: .*/m.exec(message)?.[0];
  if (fault !== undefined) throw damagedObject(fault);
  return batch.blobs;
}

/** Fields of one commit, each closed by NUL, which no commit can hold. */
const commitFields = ['%H', '%P', '%an', '%ae', '%at', '%s'];

async function listCommits(
  repository: Repository,
  from: string,
  { paths, limit }: ListCommitsOptions,
): Promise<GitCommit[]> {
  checkObjectIds([from], repository.objectFormat);
  for (const path of paths) checkFolder(path);
  const { output } = await repository.run({
    arguments: [
      ...['log', '-z', '--first-parent', '--no-show-signature', '--encoding=UTF-8'],
      ...[`--max-count=${limit}`, `--format=tformat:${commitFields.join('%x00')}`],
      ...[from, '--', ...paths],
    ],
  });
  const records = splitRecords(output);
  return Array.from({ length: records.length / commitFields.length }, (_, index) => {
    const [id = '', parents = '', authorName = '', authorEmail = '', at = '', subject = ''] =
      records.slice(index * commitFields.length);
    return {
      id,
      parents: parents === '' ? [] : parents.split(' '),
      authorName,
      authorEmail,
      authoredAtMs: Number(at) * 1000,
      subject,
    };
  });
}

async function defaultBranch({ run }: Repository): Promise<string | undefined> {
  const refs = ['refs/remotes/origin/HEAD', 'refs/heads/main', 'refs/heads/master'];
  const { output } = await run({
    arguments: ['for-each-ref', '--format=%(refname) %(symref)', ...refs],
  });
  return chooseDefaultBranch(output.toString('utf8').split('\n'));
}

async function listWorkTree({ run }: Repository, under: string): Promise<string[]> {
  checkFolder(under);
  const kinds = ['--cached', '--others', '--exclude-standard'];
  const { output } = await run({
    arguments: ['ls-files', '-z', ...kinds, '--full-name', ...pathspec(under)],
  });
  // A trailing slash marks an untracked repository inside this one, which is not ours to read.
  return [...new Set(splitRecords(output).filter((path) => !path.endsWith('/')))];
}

function pathspec(under: string): string[] {
  return under === '' ? [] : ['--', `${under}/`];
}

function splitRecords(output: Buffer): string[] {
  const records = output.toString('utf8').split('\0');
  records.pop();
  return records;
}

/** Reads `<mode> <type> <id> <size padded with spaces>\t<path>`. */
function parseTreeEntry(record: string): GitTreeEntry {
  const tab = record.indexOf('\t');
  const [mode = '', , blobId = '', size = ''] = record.slice(0, tab).split(/ +/);
  const path = record.slice(tab + 1);
  if (mode === '160000') return { path, kind: 'submodule', blobId };
  const kind = mode === '120000' ? 'symlink' : 'file';
  const entry: GitTreeEntry = { path, kind, blobId };
  if (/^\d+$/.test(size)) entry.byteCount = Number(size);
  if (mode === '100755') entry.isExecutable = true;
  return entry;
}

function damagedObject(fault: string): GalleyError {
  return new GalleyError('git-failed', `an object cannot be read: ${fault}`, {
    hint: 'run `git fsck` in the repository to see what is damaged',
  });
}

/** Takes lines of `<ref> <what it points to>`; Git leaves out refs that point nowhere. */
function chooseDefaultBranch(lines: readonly string[]): string | undefined {
  const refs = new Map(lines.map((line) => line.split(' ') as [string, string | undefined]));
  const target = refs.get('refs/remotes/origin/HEAD');
  if (target?.startsWith('refs/remotes/')) return target.slice('refs/remotes/'.length);
  return ['main', 'master'].find((name) => refs.has(`refs/heads/${name}`));
}
