import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One bare repository with what was fetched of a repository on GitHub. When it has grown too much, the
 * next generation starts from nothing, while whoever reads the old one goes on.
 */
export interface Generation {
  readonly folder: string;
  /** From 1. */
  readonly number: number;
}

const config = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';

/** The generations of one repository, oldest first; only the last is fetched into. */
export async function listGenerations(repositoryFolder: string): Promise<Generation[]> {
  const names = await namesIn(repositoryFolder);
  return names
    .flatMap((name) => {
      const number = Number(/^(\d{1,9})\.git$/.exec(name)?.[1] ?? 0);
      return number > 0 ? [{ number, folder: join(repositoryFolder, name) }] : [];
    })
    .sort((a, b) => a.number - b.number);
}

/** An empty one. */
export async function createGeneration(
  repositoryFolder: string,
  number: number,
): Promise<Generation> {
  const folder = join(repositoryFolder, `${number}.git`);
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, 'objects', 'pack'), { recursive: true });
  await mkdir(join(draft, 'refs'));
  await writeFile(join(draft, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(draft, 'config'), config);
  await writeFile(join(draft, 'used'), '');
  await rename(draft, folder);
  return { folder, number };
}

/**
 * Commits that are here with their whole tree, oldest first. They stand in Git's own file of commits
 * without history, and are written there last: what a broken fetch left is not counted on.
 */
export async function wholeCommits({ folder }: Generation): Promise<string[]> {
  const text = await readFile(join(folder, 'shallow'), 'utf8').catch(unlessMissing);
  return text?.split('\n').filter((line) => line !== '') ?? [];
}

/** Says that commits are here. */
export async function addWholeCommits(
  generation: Generation,
  commits: readonly string[],
): Promise<void> {
  const all = new Set([...(await wholeCommits(generation)), ...commits]);
  const path = join(generation.folder, 'shallow');
  await writeFile(`${path}.draft`, `${[...all].join('\n')}\n`, { flush: true });
  await rename(`${path}.draft`, path);
}

/** Says that a generation was used now. */
export async function markUsed({ folder }: Generation, nowMs: number): Promise<void> {
  await utimes(join(folder, 'used'), nowMs / 1000, nowMs / 1000).catch(unlessMissing);
}

/** When it was last used, in milliseconds since 1970; 0 when it is gone. */
export async function lastUsedMs({ folder }: Generation): Promise<number> {
  return (await stat(join(folder, 'used')).catch(unlessMissing))?.mtimeMs ?? 0;
}

/** How much it holds. */
export async function measure({
  folder,
}: Generation): Promise<{ readonly bytes: number; readonly packs: number }> {
  const objects = join(folder, 'objects', 'pack');
  const names = await namesIn(objects);
  let bytes = 0;
  for (const name of names) {
    bytes += (await stat(join(objects, name)).catch(unlessMissing))?.size ?? 0;
  }
  return { bytes, packs: names.filter((name) => name.endsWith('.pack')).length };
}

/** Names in a folder; none when there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(unlessMissing)) ?? [];
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
