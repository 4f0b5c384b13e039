import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Git } from '@galley/engine/ports';
import {
  type FetchCommitsOptions,
  type GitCache,
  type GitCacheOptions,
  openGitCache,
  type RepositoryName,
} from '../../../bot/src/git/git-cache.ts';
import { fetchOver, openDispatcher } from '../../../bot/src/github/open-dispatcher.ts';
import { openClient } from '../../fakes/github/testing/open-client.ts';
import { type Desk, openDesk } from '../../fakes/github/testing/open-desk.ts';

const overUndici = fetchOver(openDispatcher({}));

/** A GitHub and caches of it that go with it. */
export interface CacheDesk extends Desk {
  /** Good for reading the contents of every repository of the installation. */
  readonly token: string;
  /** Stands still until a test moves it. */
  readonly clock: Clock & { nowMs: number };
  /** Lets GitHub's own time be later than the real one. */
  readonly ahead: { ms: number };
  open(options?: Partial<GitCacheOptions>): OpenedCache;
  mint(permissions: object): Promise<string>;
  close(): Promise<void>;
}

export interface OpenedCache {
  readonly cache: GitCache;
  readonly folder: string;
  /** Bytes of each answer so far. */
  readonly answers: number[];
}

/** Starts a GitHub and opens caches of it in folders of their own. */
export async function openCacheDesk(): Promise<CacheDesk> {
  const ahead = { ms: 0 };
  const desk = await openDesk({ clock: { now: () => Date.now() + ahead.ms } });
  const folders: string[] = [];
  const clock = {
    nowMs: Date.now(),
    now: () => clock.nowMs,
    elapsedMs: () => clock.nowMs,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const mint = async (permissions: object) => {
    const path = `/app/installations/${desk.installation.id}/access_tokens` as const;
    const { body } = await openClient(desk.github, desk.app.jwt())(`POST ${path}`, { permissions });
    return (body as { token: string }).token;
  };
  return {
    ...desk,
    clock,
    ahead,
    mint,
    token: await mint({ contents: 'read' }),
    open(options = {}) {
      const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'galley-git-cache-'));
      folders.push(folder);
      const answers: number[] = [];
      const counting: typeof fetch = async (address, init) => {
        const response = await (options.fetch ?? overUndici)(address, init);
        answers.push(0);
        const at = answers.length - 1;
        const counter = new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            answers[at] = (answers[at] ?? 0) + chunk.length;
            controller.enqueue(chunk);
          },
        });
        return new Response(response.body?.pipeThrough(counter) ?? null, response);
      };
      const common = {
        folder,
        clock,
        gitUrl: desk.github.gitUrl,
        mostBytes: 1e9,
        mostPackBytes: 1e8,
      };
      const cache = openGitCache({ ...common, ...options, fetch: counting });
      return { cache, folder, answers };
    },
    async close() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      await desk.github.close();
    },
  };
}

/** How a repository is called. */
export function nameOf(repository: Desk['repository']): RepositoryName {
  const { id, name, owner } = repository;
  return { repositoryId: id, owner: owner.login, name };
}

/** What a fetch is given. */
export function given(token: string, more: Partial<FetchCommitsOptions> = {}): FetchCommitsOptions {
  return { token: async () => token, signal: new AbortController().signal, ...more };
}

/** The text of one file of a commit. */
export async function textAt(git: Git, commit: string, path: string): Promise<string | undefined> {
  const entry = (await git.listTree(commit, '')).find((each) => each.path === path);
  if (entry === undefined) return undefined;
  const blob = (await git.readBlobs([entry.blobId])).get(entry.blobId);
  return blob?.kind === 'bytes' ? Buffer.from(blob.bytes).toString('utf8') : blob?.kind;
}
