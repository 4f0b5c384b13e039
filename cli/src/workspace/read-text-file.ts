import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Door } from '../door.ts';

const mostBytes = 64 * 1024 * 1024;

/**
 * UTF-8 text of a file that the command line names; `-` is standard input.
 * @throws GalleyError `file-unreadable`
 */
export async function readTextFile(
  door: Pick<Door, 'cwd' | 'readStandardInput'>,
  file: string,
): Promise<string> {
  if (file === '-') return door.readStandardInput();
  try {
    const path = resolve(door.cwd, file);
    if (statSync(path).size <= mostBytes) return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown'})`;
    throw new GalleyError('file-unreadable', `${file} ${why}`, {
      data: { file },
      hint: 'Name a file that exists; - is standard input.',
      cause,
    });
  }
  throw new GalleyError('file-unreadable', `${file} is larger than 64 MB`, { data: { file } });
}
