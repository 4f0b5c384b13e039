import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createBareRepository } from './create-bare-repository.ts';
import { diffFiles } from './diff-files.ts';
import { writeCommit } from './write-commit.ts';

const folder = mkdtempSync(join(tmpdir(), 'galley-diff-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the difference of two commits', () => {
  const store = createBareRepository(join(folder, 'desk.git'), { defaultBranch: 'main' });
  const author = { name: 'Ada', email: 'ada@example.com' };
  const commit = (parent: string | undefined, files: Parameters<typeof writeCommit>[1]['files']) =>
    writeCommit(store, { branch: 'main', parent, message: 'Change', author, timeMs: 0, files });
  const long = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');
  const first = commit(undefined, {
    'gone.yaml': 'a\n',
    'kept.yaml': 'a\nb\n',
    'old name.yaml': long,
    picture: new Uint8Array([0, 1, 2]),
  });
  const second = commit(first, {
    'gone.yaml': null,
    'kept.yaml': 'a\nc\ndiff --git x\n',
    'new "name".yaml': long,
    'old name.yaml': null,
    picture: new Uint8Array([0, 3]),
  });

  it('lists every file with its lines, its patch and its former name', () => {
    const files = diffFiles(store, first, second);
    expect(
      files.map(({ additions, deletions, path, status }) => [path, status, additions, deletions]),
    ).toEqual([
      ['gone.yaml', 'removed', 0, 1],
      ['kept.yaml', 'modified', 2, 1],
      ['new "name".yaml', 'renamed', 0, 0],
      ['picture', 'modified', 0, 0],
    ]);
    expect(files[1]?.patch).toBe('@@ -1,2 +1,3 @@\n a\n-b\n+c\n+diff --git x');
    expect(files[2]?.previousPath).toBe('old name.yaml');
    expect(files[3]?.patch).toBeUndefined();
  });

  it('is empty for equal commits', () => {
    expect(diffFiles(store, first, first)).toEqual([]);
  });
});
