import { readRef } from './read-ref.ts';
import { type GitStore, runGit } from './run-git.ts';

/**
 * What a commit does to one path: a text or bytes to write, `null` to delete, or an entry of a mode of
 * its own: `100755`, a link (`120000`) with its target, a submodule (`160000`) with a commit id.
 */
export type FileChange =
  | string
  | Uint8Array
  | null
  | { readonly mode: '100755' | '120000'; readonly content: string }
  | { readonly mode: '160000'; readonly sha: string };

/** A commit to be written. */
export interface CommitOptions {
  readonly branch: string;
  /** Commit id; `undefined` starts a history of its own. */
  readonly parent: string | undefined;
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string };
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  readonly files: Readonly<Record<string, FileChange>>;
}

/** Commits changes onto a branch of a bare repository, and gives the new commit's id. */
export function writeCommit(store: GitStore, options: CommitOptions): string {
  const { author, branch, parent } = options;
  const when = `${Math.floor(options.timeMs / 1000)} +0000`;
  const who = `${author.name} <${author.email}> ${when}`;
  const parts: Buffer[] = [
    Buffer.from(`commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\n`),
    dataOf(Buffer.from(options.message)),
    Buffer.from(parent === undefined ? '' : `from ${parent}\n`),
    ...Object.entries(options.files).flatMap(([path, change]) => changeOf(path, change)),
  ];
  runGit(store, ['fast-import', '--quiet', '--force'], { input: Buffer.concat(parts) });
  return readRef(store, `refs/heads/${branch}`) ?? '';
}

function changeOf(path: string, change: FileChange): Buffer[] {
  const name = quote(path);
  if (change === null) return [Buffer.from(`D ${name}\n`)];
  if (typeof change === 'string' || change instanceof Uint8Array) {
    return [Buffer.from(`M 100644 inline ${name}\n`), dataOf(Buffer.from(change))];
  }
  if (change.mode === '160000') return [Buffer.from(`M 160000 ${change.sha} ${name}\n`)];
  return [Buffer.from(`M ${change.mode} inline ${name}\n`), dataOf(Buffer.from(change.content))];
}

function dataOf(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n')]);
}

/** As fast-import reads it: bytes as they are, only what would end the name escaped. */
function quote(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
