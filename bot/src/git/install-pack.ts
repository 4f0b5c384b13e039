import fs from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { indexPack, readObject } from 'isomorphic-git';
import { checkPack, type PackLimits } from './check-pack.ts';
import { GitFetchError } from './git-fetch-error.ts';

/** A downloaded pack and where it goes. */
export interface DownloadedPack {
  /** Folder that holds nothing else. */
  readonly folder: string;
  /** Name of the file in it, ending in `.pack`. */
  readonly file: string;
  /** The bare repository; a pack may build on objects that are there. */
  readonly repository: string;
  /** Commits that have to be in the pack. */
  readonly wants: readonly string[];
  readonly limits: PackLimits;
}

/**
 * Checks a pack, indexes it, and moves it into the repository, from where it is read at once. Stopped
 * at any point, it leaves the repository as it was.
 * @throws GitFetchError `too-large`; `damaged` also when it builds on an object that is not there;
 * `commit-missing` when it does not hold what was wanted
 */
export async function installPack(pack: DownloadedPack): Promise<void> {
  const { folder, file, repository, wants } = pack;
  const content = await readFile(join(folder, file));
  const count = await checkPack(content, pack.limits);
  const { oids } = await indexPack({ fs, dir: folder, gitdir: repository, filepath: file });
  if (oids.length !== count) {
    const fact = `${count - oids.length} of its objects build on others that are not there`;
    throw new GitFetchError('damaged', `the fetched pack is incomplete: ${fact}`);
  }
  const held = new Set(oids);
  for (const id of wants) if (!held.has(id)) throw notACommit(id);
  const name = `pack-${content.toString('hex', content.length - 20)}`;
  const index = file.replace(/\.pack$/, '.idx');
  await sync(join(folder, index));
  await rename(join(folder, file), join(repository, 'objects', 'pack', `${name}.pack`));
  await rename(join(folder, index), join(repository, 'objects', 'pack', `${name}.idx`));
  await checkTypes(repository, wants);
}

async function checkTypes(repository: string, wants: readonly string[]): Promise<void> {
  const cache = {};
  for (const id of wants) {
    const { type } = await readObject({
      fs,
      gitdir: repository,
      oid: id,
      format: 'content',
      cache,
    });
    if (type !== 'commit') throw notACommit(id);
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function notACommit(id: string): GitFetchError {
  const message = `${id} is no commit of the repository`;
  return new GitFetchError('commit-missing', message, { data: { commit: id } });
}
