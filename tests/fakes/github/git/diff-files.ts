import { type GitStore, runGit } from './run-git.ts';

/** One file that differs between two trees. */
export interface FileDifference {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  /** The blob on the head's side, on the base's side for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Without the file header, as GitHub gives it; `undefined` for binary files. */
  readonly patch: string | undefined;
}

const statuses = { A: 'added', D: 'removed', R: 'renamed' } as const;

/** What changed between two trees, renames found, in the order of Git. */
export function diffFiles(store: GitStore, from: string, to: string): FileDifference[] {
  const command = ['diff-tree', '-r', '-M', '-z', '--no-abbrev', '--raw', '-p', from, to];
  const output = runGit(store, command).toString('utf8');
  // With -z an empty record stands between the list and the patches.
  const end = output.indexOf('\0\0');
  const fields = output.slice(0, end).split('\0');
  const patches = splitPatches(output.slice(end + 2));
  const files: FileDifference[] = [];
  while (end !== -1 && fields.length > 0) {
    const [, , before = '', after = '', letter = ''] = (fields.shift() ?? '').split(' ');
    const first = fields.shift() ?? '';
    const status = statuses[letter[0] as keyof typeof statuses] ?? 'modified';
    const path = status === 'renamed' ? (fields.shift() ?? '') : first;
    const patch = patches[files.length];
    const lines = patch?.split('\n').filter((line) => !line.startsWith('@@')) ?? [];
    files.push({
      path,
      previousPath: status === 'renamed' ? first : undefined,
      status,
      sha: status === 'removed' ? before : after,
      additions: lines.filter((line) => line.startsWith('+')).length,
      deletions: lines.filter((line) => line.startsWith('-')).length,
      patch,
    });
  }
  return files;
}

/** One text per file, in the order of the list. */
function splitPatches(text: string): (string | undefined)[] {
  return text
    .split(/^diff --git /m)
    .slice(1)
    .map((section) => {
      const start = section.search(/^@@ /m);
      return start === -1 ? undefined : section.slice(start).trimEnd();
    });
}
