import { readRef } from './read-ref.ts';
import { type GitStore, runGit, tryGit } from './run-git.ts';

/** A commit as Git tells it. */
export interface CommitText {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

const fields = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'];

/** The id of whatever a name stands for, as a commit; `undefined` when there is none. */
export function resolveCommit(store: GitStore, name: string): string | undefined {
  if (name.startsWith('-') || /\.\.|[\s~^:]/.test(name)) return undefined;
  const branch = readRef(store, name.startsWith('refs/heads/') ? name : `refs/heads/${name}`);
  if (branch !== undefined) return branch;
  const isId = /^[0-9a-f]{40}$/.test(name);
  const places = isId ? [name] : [`refs/tags/${name}`, name];
  for (const place of places) {
    const found = tryGit(store, 'rev-parse', '-q', '--verify', `${place}^{commit}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The commits of a range as `git log` takes it, newest first. */
export function readCommits(
  store: GitStore,
  range: readonly string[],
  paths: readonly string[] = [],
): CommitText[] {
  const format = `--format=${fields.join('%x1f')}%x00`;
  const output = runGit(store, ['log', format, ...range, '--', ...paths]).toString('utf8');
  return output
    .split('\0')
    .map((record) => record.replace(/^\n/, ''))
    .filter((record) => record !== '')
    .map((record) => {
      const [sha = '', tree = '', parents = '', ...rest] = record.split('\x1f');
      const [name = '', email = '', time = '', otherName = '', otherEmail = '', otherTime = ''] =
        rest;
      return {
        sha,
        tree,
        parents: parents.split(' ').filter((parent) => parent !== ''),
        author: { name, email, date: toDate(time) },
        committer: { name: otherName, email: otherEmail, date: toDate(otherTime) },
        message: (rest[6] ?? '').trimEnd(),
      };
    });
}

/** One commit. */
export function readCommit(store: GitStore, sha: string): CommitText {
  const [commit] = readCommits(store, ['-1', sha]);
  if (commit === undefined) throw new Error(`no commit ${sha}`);
  return commit;
}

function toDate(seconds: string): string {
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`;
}
