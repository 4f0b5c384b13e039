import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { openBareGit } from '@galley/engine/library';
import type { Clock, Git } from '@galley/engine/ports';
import { evictRepositories, removeFolder } from './evict-repositories.ts';
import { type Fetched, fetchAnew, fetchMissing } from './fetch-missing.ts';
import { markUsed } from './generations.ts';
import { GitFetchError } from './git-fetch-error.ts';
import { openTurns } from './open-turns.ts';
import { serveGeneration } from './serve-generation.ts';

export interface GitCacheOptions {
  /** Made when it is not there; several processes may share it. */
  readonly folder: string;
  /** Bytes of all repositories together. */
  readonly mostBytes: number;
  /** Bytes of one fetch. */
  readonly mostPackBytes: number;
  /** Where Git is served: `https://github.com`. */
  readonly gitUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Name of this process among those that share the folder; default none. */
  readonly worker?: string;
}

/** A repository on GitHub, as it is called now. */
export interface RepositoryName {
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
}

export interface FetchCommitsOptions {
  /** Asked for once when something has to be fetched; never written anywhere. */
  readonly token: () => Promise<string>;
  /** Whose head is among the commits: it may not be served by its id yet. */
  readonly pullRequest?: number;
  readonly signal: AbortSignal;
}

/** Bare copies of repositories on GitHub, each with the commits only that were asked for. */
export interface GitCache {
  /**
   * A repository that holds these commits with their whole trees and without their history: the
   * merge-base of two is not found in it. What is there already is not fetched again. It can be read
   * until nobody has for half an hour.
   * @param commits full ids
   * @throws GitFetchError; the signal's reason when it aborts
   */
  fetchCommits(
    repository: RepositoryName,
    commits: readonly string[],
    options: FetchCommitsOptions,
  ): Promise<Git>;
  /**
   * Deletes the longest unused repositories until the rest is below the limit. Fetching does it, too,
   * once a minute at most.
   */
  evict(): Promise<void>;
  /** Deletes everything of one repository, also while it is read. */
  remove(repositoryId: number): Promise<void>;
}

/** Nobody reads longer without asking for anything. */
const inUseMs = 30 * 60_000;
/** Looking through all repositories takes its time. */
const evictEveryMs = 60_000;
/** What one repository may take of the whole before it starts anew. */
const mostShare = 1 / 4;

/** Opens the cache; nothing is read or written before it is used. */
export function openGitCache(options: GitCacheOptions): GitCache {
  const { folder, clock, mostBytes, mostPackBytes } = options;
  const limits = { mostPackBytes, mostGenerationBytes: mostBytes * mostShare };
  const alone = openTurns(folder, options);
  let evictedMs = Number.NEGATIVE_INFINITY;

  async function evict(): Promise<void> {
    const whileLocked = async (repositoryId: string, work: () => Promise<void>) => {
      await alone(repositoryId, work, { waits: false });
    };
    const nowMs = clock.now();
    evictedMs = nowMs;
    await evictRepositories(folder, { mostBytes, inUseMs, nowMs, whileLocked });
  }

  async function bring(
    repository: RepositoryName,
    commits: readonly string[],
    { token, pullRequest, signal }: FetchCommitsOptions,
  ): Promise<{ readonly git: Git; readonly isFetched: boolean }> {
    const connect = async () => ({
      fetch: options.fetch,
      url: addressOf(options.gitUrl, repository),
      name: `${repository.owner}/${repository.name}`,
      token: await token(),
    });
    const wanted = { commits, limits, signal, ...(pullRequest !== undefined && { pullRequest }) };
    const home = join(folder, String(repository.repositoryId));
    const found = await openWhole(await fetchMissing(home, wanted, connect), commits);
    // What was written last may have been lost with the power.
    const { git, generation, isFetched } =
      found ?? (await openFetched(await fetchAnew(home, wanted, connect)));
    await markUsed(generation, clock.now());
    return { git: serveGeneration(git, generation, clock), isFetched };
  }

  return {
    async fetchCommits(repository, commits, given) {
      const { signal } = given;
      const ids = [...new Set(commits)];
      for (const id of ids) checkCommitId(id);
      const work = () => bring(repository, ids, given);
      const found = await alone(String(repository.repositoryId), work, { waits: true, signal });
      if (found.isFetched && clock.now() - evictedMs >= evictEveryMs) await evict();
      return found.git;
    },
    evict,
    async remove(repositoryId) {
      const id = String(repositoryId);
      await alone(id, () => removeFolder(folder, join(folder, id)), { waits: true });
    },
  };
}

interface OpenedGeneration extends Fetched {
  readonly git: Git;
}

async function openFetched(fetched: Fetched): Promise<OpenedGeneration> {
  return { ...fetched, git: await openBareGit(fetched.generation.folder) };
}

/** `undefined` when the commits cannot be read after all. */
async function openWhole(
  fetched: Fetched,
  commits: readonly string[],
): Promise<OpenedGeneration | undefined> {
  try {
    const opened = await openFetched(fetched);
    for (const id of commits) if ((await opened.git.resolveCommit(id)) !== id) return undefined;
    return opened;
  } catch (error) {
    if (error instanceof GalleyError) return undefined;
    throw error;
  }
}

function addressOf(gitUrl: string, { owner, name }: RepositoryName): string {
  const path = `${encodeURIComponent(owner)}/${encodeURIComponent(name)}.git`;
  return `${gitUrl.replace(/\/+$/, '')}/${path}`;
}

function checkCommitId(id: string): void {
  if (/^[0-9a-f]{40}$/.test(id)) return;
  const message = `${JSON.stringify(id)} is not the full id of a commit`;
  throw new GitFetchError('commit-missing', message, { data: { commit: id } });
}
