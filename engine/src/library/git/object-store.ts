import fs from 'node:fs';
import { expandOid, listFiles, readObject } from 'isomorphic-git';
import { GalleyError } from '../../errors/galley-error.ts';

/** One object as stored, its id checked against its bytes or its pack's checksum. */
export interface StoredObject {
  type: string;
  content: Buffer;
}

/** Reads objects and the index of a repository without a `git` program. */
export interface ObjectStore {
  /**
   * The object of a full SHA-1 id; `undefined` when no store has it.
   * @throws GalleyError `git-failed` for a damaged one
   */
  read(id: string): Promise<StoredObject | undefined>;
  /** Every full id that starts so; four digits or more. */
  expand(start: string): Promise<string[]>;
  /** Paths in the index of a work tree. */
  listIndex(gitFolder: string): Promise<string[]>;
}

/**
 * Objects through isomorphic-git.
 * @param parents folders that hold an `objects` folder, tried in order
 */
export function createObjectStore(parents: readonly string[]): ObjectStore {
  // Holds parsed pack indexes and packs; renewed when a repack has moved them.
  let caches = parents.map(() => ({}));

  async function tryRead(id: string): Promise<StoredObject | undefined> {
    for (const [index, gitdir] of parents.entries()) {
      const cache = caches[index] ?? {};
      try {
        const { type, object } = await readObject({
          fs,
          gitdir,
          oid: id,
          format: 'content',
          cache,
        });
        return { type, content: Buffer.from(object as Uint8Array) };
      } catch (error) {
        if (codeOf(error) !== 'NotFoundError') throw error;
      }
    }
    return undefined;
  }

  return {
    async read(id) {
      try {
        return await tryRead(id);
      } catch {
        // A repack may have replaced the packs that were read before: look once more, afresh.
        caches = parents.map(() => ({}));
        return tryRead(id).catch((cause) => {
          throw unreadable(`the object ${id}`, cause);
        });
      }
    },
    async expand(start) {
      const ids = new Set<string>();
      for (const [index, gitdir] of parents.entries()) {
        const cache = caches[index] ?? {};
        try {
          ids.add(await expandOid({ fs, gitdir, oid: start, cache }));
        } catch (error) {
          for (const id of ambiguousIds(error)) ids.add(id);
        }
      }
      return [...ids];
    },
    async listIndex(gitFolder) {
      try {
        return await listFiles({ fs, gitdir: gitFolder, cache: {} });
      } catch (cause) {
        throw unreadable('the index', cause);
      }
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function ambiguousIds(error: unknown): string[] {
  if (codeOf(error) === 'NotFoundError') return [];
  if (codeOf(error) !== 'AmbiguousError') throw unreadable('an object', error);
  const { data } = error as { data?: { matches?: string[] } };
  return data?.matches ?? [];
}

function unreadable(what: string, cause: unknown): GalleyError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new GalleyError('git-failed', `${what} cannot be read: ${said.split('\n')[0]}`, {
    hint: 'install the git program and run `git fsck` in the repository',
    cause,
  });
}
