import { execFileSync } from 'node:child_process';
import type { Repository } from '../../fakes/github/state/model.ts';

/** An entry of a tree: what stands there under a name, whatever the name. */
interface SlyEntry {
  readonly mode: '100644' | '100755' | '120000' | '160000' | '40000';
  readonly name: string;
  readonly id: string;
}

/** Writes objects into a bare repository as no honest client would. */
export interface SlyGit {
  file(content: string | Buffer): string;
  tree(entries: readonly SlyEntry[]): string;
  /** A commit on the default branch's tip; entries of its folder with the same name are replaced. */
  commit(entries: readonly SlyEntry[]): string;
}

/** Binds it to a repository of the fake GitHub; `moveBranch` then makes a push of what it wrote. */
export function openSlyGit({ store, defaultBranch }: Repository): SlyGit {
  const git = (words: readonly string[], input: string | Buffer = '') =>
    execFileSync('git', words, { cwd: store.path, input, maxBuffer: 1024 * 1024 }).toString();
  const write = (type: string, content: string | Buffer) =>
    git(['hash-object', '-t', type, '-w', '--stdin', '--literally'], content).trim();
  const file = (content: string | Buffer) => write('blob', content);
  const tree = (entries: readonly SlyEntry[]) =>
    write(
      'tree',
      Buffer.concat(
        entries.map(({ mode, name, id }) =>
          Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
        ),
      ),
    );

  function honest(): SlyEntry[] {
    const lines = git(['ls-tree', '-z', defaultBranch]).split('\0').filter(Boolean);
    return lines.map((line) => {
      const [, mode = '', id = '', name = ''] = /^0?(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
      return { mode: mode as SlyEntry['mode'], name, id };
    });
  }

  return {
    file,
    tree,
    commit(entries) {
      const names = new Set(entries.map(({ name }) => name));
      const all = [...honest().filter(({ name }) => !names.has(name)), ...entries];
      const who = 'Eve <eve@example.com> 1763700000 +0000';
      const parent = git(['rev-parse', defaultBranch]).trim();
      return write(
        'commit',
        `tree ${tree(all)}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\nSly\n`,
      );
    },
  };
}
