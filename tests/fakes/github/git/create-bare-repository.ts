import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GitStore, runGit } from './run-git.ts';

const settings = `[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	hideRefs = refs/pull
[gc]
	auto = 0
`;

/**
 * A bare repository that serves what GitHub serves: commits by id, partial clones and pushes.
 * @param copyOf folder of the repository that this one is a fork of
 */
export function createBareRepository(
  folder: string,
  options: { readonly defaultBranch: string; readonly copyOf?: string },
): GitStore {
  const store = { path: folder, memory: new Map<string, Buffer>() };
  mkdirSync(folder, { recursive: true });
  if (options.copyOf !== undefined) {
    cpSync(options.copyOf, folder, { recursive: true });
    return store;
  }
  runGit(store, ['init', '-q', '--bare', '-b', options.defaultBranch, '--template=', '.']);
  appendFileSync(join(folder, 'config'), settings);
  return store;
}
