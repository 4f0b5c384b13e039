import { describe, expect, it } from 'vitest';
import { memoryTree } from '../testing/memory-tree.ts';
import { importFiles } from './import-files.ts';

describe('the files of a source', () => {
  it('are read by path and found by glob', async () => {
    const files = importFiles(memoryTree({ 'a/b.txt': 'Hello', 'a/c.txt': 'Bye', 'd.txt': '' }));
    expect(await files.read('./a/x/../b.txt')).toMatchObject({ text: 'Hello' });
    expect(await files.find('a/*.txt')).toEqual(['a/b.txt', 'a/c.txt']);
    expect(await files.find('../*.txt')).toEqual([]);
  });

  it.each([
    ['../up.txt', 'leaves the folder'],
    ['/etc/passwd', 'leaves the folder'],
    ['C:\\up.txt', 'leaves the folder'],
    ['.git/config', "reaches into Git's own folder"],
    ['gone.txt', 'is not there'],
    ['link.txt', 'is a symlink'],
    ['binary.txt', 'is no UTF-8 text'],
    ['long.txt', 'has 300000 bytes'],
  ])('%s is not read', async (path, fault) => {
    const tree = memoryTree({
      'link.txt': { kind: 'symlink' },
      'binary.txt': new Uint8Array([0xff, 0xfe]),
      'long.txt': 'x'.repeat(300_000),
    });
    expect((await importFiles(tree).read(path)).fault).toContain(fault);
  });

  it('are at most 1,000', async () => {
    const files = importFiles(memoryTree({ 'a.txt': 'Hello' }));
    for (let count = 0; count < 1_000; count += 1) await files.read('a.txt');
    expect((await files.read('a.txt')).fault).toContain('more than 1000 files');
  });
});
