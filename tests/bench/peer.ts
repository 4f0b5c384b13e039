import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** promptfoo as it is installed in a folder. */
export interface Peer {
  /** For example `promptfoo 0.123.1`. */
  readonly subject: string;
  readonly entry: string;
  /** Turns telemetry, update checks, remote generation and sharing off; state in a scratch folder. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Figures of promptfoo 0.123.1 for a bench without it: two cores of an AMD EPYC, Node 24.21, 2026-11-21. */
export const publishedPeer = {
  version: 'wall 1.08 s, CPU 1.33 s, peak 299 MB',
  evalEcho: 'wall 34.5 s, CPU 31.9 s, peak 642 MB',
  evalHttp: 'wall 3.6 s, CPU 2.91 s, peak 336 MB, span 1.7–2.4 s',
  install: '2,015 MB, 828 packages, 121 s; without optional packages 290 MB, 380 packages, 24 s',
} as const;

/** The note that stands where the peer was not run. */
export function publishedNote(figures: string): string {
  return `promptfoo 0.123.1, not run here; measured elsewhere: ${figures}`;
}

/**
 * The peer in `folder`, or `undefined` when no folder is named.
 * @throws Error when the folder has no promptfoo
 */
export function openPeer(folder: string | undefined, scratchFolder: string): Peer | undefined {
  if (folder === undefined || folder === '') return undefined;
  const home = join(folder, 'node_modules', 'promptfoo');
  const entry = join(home, 'dist', 'src', 'entrypoint.js');
  if (!existsSync(entry)) throw new Error(`PROMPTFOO_DIR: there is no promptfoo in ${folder}`);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return {
    subject: `promptfoo ${version}`,
    entry,
    environment: {
      PROMPTFOO_CONFIG_DIR: scratchFolder,
      PROMPTFOO_DISABLE_TELEMETRY: '1',
      PROMPTFOO_DISABLE_UPDATE: '1',
      PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
      PROMPTFOO_DISABLE_SHARING: '1',
    },
  };
}
