import { fileURLToPath } from 'node:url';

/** A program that the child process runs, and the paths that it may read: its own code and no more. */
export interface ChildEntry {
  /** Absolute path. */
  readonly file: string;
  /** Files, or folders with everything in them as `folder/*`. */
  readonly readable: readonly string[];
}

/**
 * The entry of the keyless child beside this file. From source it reads the engine, the schemas and the
 * installed packages; bundled, where its name ends in `.mjs`, itself alone.
 */
export function keylessChildEntry(moduleUrl: string = import.meta.url): ChildEntry {
  if (!moduleUrl.endsWith('.ts')) {
    const file = fileURLToPath(new URL('./keyless-child.mjs', moduleUrl));
    return { file, readable: [file] };
  }
  const under = (path: string) => fileURLToPath(new URL(path, moduleUrl));
  return {
    file: under('./keyless-child.ts'),
    readable: [
      under('../../src/*'),
      under('../../package.json'),
      under('../../node_modules/*'),
      under('../../../schema/src/*'),
      under('../../../schema/package.json'),
      under('../../../node_modules/.pnpm/*'),
    ],
  };
}
