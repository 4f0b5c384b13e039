import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRemote } from './ask-git-server.ts';
import type { PackLimits } from './check-pack.ts';
import { downloadPack, type PackRequest } from './download-pack.ts';
import {
  addWholeCommits,
  createGeneration,
  type Generation,
  listGenerations,
  measure,
  wholeCommits,
} from './generations.ts';
import { GitFetchError } from './git-fetch-error.ts';
import { installPack } from './install-pack.ts';
import { readRemoteRef } from './read-remote-ref.ts';
import { mostFileBytes } from './serve-generation.ts';

/** How much of one repository is kept and fetched. */
export interface RepositoryLimits {
  /** Bytes of one generation; above it the next one starts. */
  readonly mostGenerationBytes: number;
  readonly mostPackBytes: number;
}

/** Commits that have to be there. */
export interface CommitsWanted {
  readonly commits: readonly string[];
  readonly pullRequest?: number;
  readonly limits: RepositoryLimits;
  readonly signal: AbortSignal;
}

/** Where the commits are, and whether anything had to be fetched. */
export interface Fetched {
  readonly generation: Generation;
  readonly isFetched: boolean;
}

/** Each pack is searched for each object. */
const mostPacks = 50;
/** More would make every request longer than what they save. */
const mostHaves = 16;
const mostObjects = 1_000_000;
/** Of the largest pack; text packs to a third or a fifth. */
const mostInflation = 8;

/**
 * Brings commits into a repository that is locked, those only that are not there yet.
 * @param connect opens the remote; called only when something is missing
 * @throws GitFetchError
 */
export async function fetchMissing(
  repositoryFolder: string,
  wanted: CommitsWanted,
  connect: () => Promise<GitRemote>,
): Promise<Fetched> {
  const newest = (await listGenerations(repositoryFolder)).at(-1);
  const whole = newest === undefined ? [] : await wholeCommits(newest);
  const missing = wanted.commits.filter((commit) => !whole.includes(commit));
  if (newest !== undefined && missing.length === 0) {
    return { generation: newest, isFetched: false };
  }
  const remote = await connect();
  if (newest !== undefined && !(await isGrown(newest, wanted.limits))) {
    const fetching = { remote, wanted, wants: missing, haves: whole.slice(-mostHaves) };
    if (await fetchOnto(newest, fetching)) return { generation: newest, isFetched: true };
  }
  return fetchAnew(repositoryFolder, wanted, async () => remote);
}

/**
 * The same into a generation of its own, which holds nothing yet.
 * @throws GitFetchError
 */
export async function fetchAnew(
  repositoryFolder: string,
  wanted: CommitsWanted,
  connect: () => Promise<GitRemote>,
): Promise<Fetched> {
  const remote = await connect();
  const newest = (await listGenerations(repositoryFolder)).at(-1);
  const generation = await createGeneration(repositoryFolder, (newest?.number ?? 0) + 1);
  await fetchInto(generation, { remote, wanted, wants: wanted.commits, haves: [] });
  return { generation, isFetched: true };
}

interface Fetching {
  readonly remote: GitRemote;
  readonly wanted: CommitsWanted;
  readonly wants: readonly string[];
  readonly haves: readonly string[];
}

async function isGrown(generation: Generation, limits: RepositoryLimits): Promise<boolean> {
  const { bytes, packs } = await measure(generation);
  return packs >= mostPacks || (packs > 1 && bytes > limits.mostGenerationBytes);
}

/** False when what is here is not what the pack builds on, so that all has to be fetched anew. */
async function fetchOnto(generation: Generation, fetching: Fetching): Promise<boolean> {
  try {
    await fetchInto(generation, fetching);
    return true;
  } catch (error) {
    const isDamaged = error instanceof GitFetchError && error.reason === 'damaged';
    if (isDamaged && fetching.haves.length > 0) return false;
    throw error;
  }
}

async function fetchInto(generation: Generation, fetching: Fetching): Promise<void> {
  const { wanted, wants, haves } = fetching;
  const { mostPackBytes } = wanted.limits;
  const incoming = join(generation.folder, 'incoming');
  // What is there was left by a process that was stopped.
  await rm(incoming, { recursive: true, force: true });
  const folder = join(incoming, randomUUID());
  await mkdir(folder, { recursive: true });
  const file = 'new.pack';
  const limits: PackLimits = {
    mostObjects,
    mostObjectBytes: mostFileBytes,
    mostInflatedBytes: Math.max(mostFileBytes, mostPackBytes * mostInflation),
  };
  try {
    await downloadOnceMore(fetching, {
      wants,
      haves,
      path: join(folder, file),
      mostBytes: mostPackBytes,
      mostFileBytes,
      signal: wanted.signal,
    });
    wanted.signal.throwIfAborted();
    await installPack({ folder, file, repository: generation.folder, wants, limits });
    await addWholeCommits(generation, wants);
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/**
 * GitHub's servers do not all learn of a push at once: a commit that the pull request's own ref names
 * already is asked for once more.
 */
async function downloadOnceMore({ remote, wanted }: Fetching, request: PackRequest): Promise<void> {
  try {
    await downloadPack(remote, request);
  } catch (error) {
    const isMissing = error instanceof GitFetchError && error.reason === 'commit-missing';
    if (!isMissing || wanted.pullRequest === undefined) throw error;
    const ref = `refs/pull/${wanted.pullRequest}/head`;
    const head = await readRemoteRef(remote, ref, request.signal);
    if (head === undefined || head !== error.data.commit) throw error;
    await downloadPack(remote, request);
  }
}
