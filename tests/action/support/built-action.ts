import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleAction } from '../../../scripts/bundle-action.ts';

/** The Action as a release ships it. */
export interface BuiltAction {
  /** Absolute paths of the entries. */
  readonly main: string;
  readonly poster: string;
  remove(): void;
}

/** Bundles the Action into a folder without any package beside it. */
export async function buildAction(): Promise<BuiltAction> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-action-'));
  await bundleAction(folder);
  return {
    main: join(folder, 'main.js'),
    poster: join(folder, 'poster.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
