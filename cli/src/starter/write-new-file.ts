import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { GalleyError } from '@galley/engine/errors';

/**
 * Writes a file that must not exist yet, making its folders; false, and nothing written, when
 * something is there already.
 * @throws GalleyError `file-unwritable`
 */
export function writeNewFile(file: string, text: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'EISDIR') return false;
    throw new GalleyError('file-unwritable', `cannot write ${file} (${code ?? 'unknown'})`, {
      data: { file },
      hint: 'A folder in its path may be a file, or you may not write there.',
      cause,
    });
  }
}
