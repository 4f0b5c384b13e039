import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import {
  findSources,
  folderTree,
  type Imported,
  type ImporterName,
  idNames,
  importSource,
  placeBelow,
} from '@galley/engine/library';
import type { Session } from '../../session.ts';

/** One source file with what it became; its losses name files relative to the current folder. */
export type ConvertedSource = Imported & {
  readonly importer: ImporterName;
  /** Relative to the current folder, forward slashes. */
  readonly file: string;
};

/**
 * Converts every file that is named, and every file of a known format in the folders that are.
 * A file reads what it names from its own folder only.
 * @throws GalleyError `file-unreadable`, `usage`
 */
export async function convertSources(
  { folder, door }: Pick<Session, 'folder' | 'door'>,
  operands: readonly string[],
  from: ImporterName | undefined,
): Promise<ConvertedSource[]> {
  const sources: ConvertedSource[] = [];
  for (const operand of operands) {
    for (const file of await filesOf(resolve(folder, operand), operand, from)) {
      const own = dirname(file);
      const imported = await importSource(folderTree({ folder: own }), basename(file), from);
      const prefix = relative(door.cwd, own).split(sep).join('/');
      const shown = (path: string) => (prefix === '' ? path : `${prefix}/${path}`);
      const losses = imported.losses.map((loss) => ({ ...loss, file: shown(loss.file) }));
      sources.push({ ...imported, losses, file: shown(basename(file)) });
    }
  }
  return apart(sources);
}

/** Of several promptfoo configurations, each has a folder of its own, so that their ids do not meet. */
function apart(sources: readonly ConvertedSource[]): ConvertedSource[] {
  const configurations = sources.filter(({ importer }) => importer === 'promptfoo');
  if (configurations.length < 2) return [...sources];
  const names = idNames();
  return sources.map((source) => {
    if (source.importer !== 'promptfoo') return source;
    const stem = basename(source.file)
      .replace(/^promptfooconfig\.?/, '')
      .replace(/\.?[^.]*$/, '');
    const folder = dirname(source.file).split('/').at(-1) ?? '';
    const words = stem === '' || stem === folder ? folder : `${folder} ${stem}`;
    return placeBelow(source, names.take(words, 'promptfoo'));
  });
}

async function filesOf(
  path: string,
  operand: string,
  from: ImporterName | undefined,
): Promise<string[]> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new GalleyError('file-unreadable', `there is no file or folder ${operand}`, {
      data: { path: operand },
      hint: 'Name a file or folder to import from.',
    });
  }
  if (!found.isDirectory()) return [path];
  const sources = await findSources(folderTree({ folder: path }));
  const wanted = sources.filter(({ importer }) => from === undefined || importer === from);
  if (wanted.length > 0) return wanted.map((source) => resolve(path, ...source.path.split('/')));
  throw new GalleyError('usage', `nothing in ${operand} is of a format that can be imported`, {
    data: { path: operand },
    hint: 'Name the file, and its format with --from.',
  });
}
