import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Session } from '../../session.ts';
import { projectFolderAbove } from '../open-workspace.ts';

/** Where imported documents go. */
export interface ImportTarget {
  /** Absolute path of the project folder. */
  readonly folder: string;
  /** As it is printed: relative to the current folder, `.` for that itself. */
  readonly shown: string;
  /** Whether it has a galley.yaml, which is then left as it is. */
  readonly hasProject: boolean;
}

/**
 * The folder that `--to` names, else the nearest project, else this folder.
 * @throws GalleyError `file-unreadable` when there is no such folder
 */
export function importTarget({ folder, door }: Session, to: string | undefined): ImportTarget {
  const found = to === undefined ? (projectFolderAbove(folder) ?? folder) : resolve(door.cwd, to);
  if (!existsSync(found)) {
    throw new GalleyError('file-unreadable', `there is no folder ${found}`, {
      data: { folder: found },
      hint: 'Make it first: galley import writes into a folder that exists.',
    });
  }
  const shown = relative(door.cwd, found).split(sep).join('/') || '.';
  return { folder: found, shown, hasProject: existsSync(join(found, 'galley.yaml')) };
}
