import { statfs } from 'node:fs/promises';

/** Bytes that are free where a folder lies; undefined when nobody can tell. */
export async function freeBytes(folder: string): Promise<number | undefined> {
  const space = await statfs(folder).catch(() => undefined);
  return space && space.bavail * space.bsize;
}
