import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Repository } from '../fakes/github/state/model.ts';
import { type CacheDesk, given, nameOf, openCacheDesk } from './testing/open-test-cache.ts';

const megabyte = 1024 * 1024;
let desk: CacheDesk;
let repository: Repository;

beforeAll(async () => {
  desk = await openCacheDesk();
  repository = desk.repository;
  // The server would compare large files with each other for seconds.
  execFileSync('git', ['config', 'core.bigFileThreshold', '1m'], { cwd: repository.store.path });
});
afterAll(() => desk.close());

/** Writes an object as no honest client would. */
function write(type: string, content: string | Buffer): string {
  const command = ['hash-object', '-t', type, '-w', '--stdin', '--literally'];
  const options = { cwd: repository.store.path, input: content, maxBuffer: megabyte };
  return execFileSync('git', command, options).toString().trim();
}

function entry(mode: string, name: string | Buffer, id: string): Buffer {
  const bytes = Buffer.isBuffer(name) ? name : Buffer.from(name);
  return Buffer.concat([Buffer.from(`${mode} `), bytes, Buffer.from([0]), Buffer.from(id, 'hex')]);
}

function commit(tree: string, message = 'Sly'): string {
  const who = 'Eve <eve@example.com> 1763700000 +0000';
  return write('commit', `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\n${message}\n`);
}

const open = (sha: string, limits = {}) =>
  desk.open(limits).cache.fetchCommits(nameOf(repository), [sha], given(desk.token));

describe('a hostile repository', () => {
  it('has names that no file system would take, which are names and nothing else', async () => {
    const blob = write('blob', 'content');
    const inner = write('tree', entry('100644', 'config', blob));
    const names = [
      '..',
      '.',
      '.git',
      'C:\\x',
      'a\\b',
      'new\nline',
      '/etc/passwd',
      Buffer.from([0xff]),
    ];
    const tree = Buffer.concat([
      ...names.map((name) => entry('100644', name, blob)),
      entry('40000', '..', inner),
      entry('40000', '.git', inner),
      entry('100644', 'same', blob),
      entry('100644', 'same', blob),
    ]);
    const sha = commit(write('tree', tree));
    const git = await open(sha);
    const paths = (await git.listTree(sha, '')).map(({ path }) => path);
    expect(paths).toEqual([
      '..',
      '.',
      '.git',
      'C:\\x',
      'a\\b',
      'new\nline',
      '/etc/passwd',
      '\ufffd',
      '../config',
      '.git/config',
      'same',
      'same',
    ]);
    const [content] = [...(await git.readBlobs([blob])).values()];
    expect(content).toMatchObject({ kind: 'bytes' });
  });

  it('has links and submodules, which are told as such and not followed', async () => {
    const target = write('blob', '/etc/passwd');
    const tree = Buffer.concat([
      entry('120000', 'link', target),
      entry('160000', 'module', 'deadbeef'.repeat(5)),
      entry('100755', 'run.sh', target),
      entry('777', 'odd', target),
    ]);
    const sha = commit(write('tree', tree));
    const git = await open(sha);
    expect((await git.listTree(sha, '')).map(({ path, kind }) => [path, kind])).toEqual([
      ['link', 'symlink'],
      ['module', 'submodule'],
      ['run.sh', 'file'],
      ['odd', 'file'],
    ]);
  });

  it('has very many files, or folders a thousand deep', async () => {
    const blob = write('blob', 'content');
    const many = Array.from({ length: 20_000 }, (_, at) =>
      entry('100644', `prompt-${String(at).padStart(6, '0')}.yaml`, blob),
    );
    const wide = commit(write('tree', Buffer.concat(many)));
    expect(await (await open(wide)).listTree(wide, '')).toHaveLength(20_000);
    const path = Array.from({ length: 1000 }, () => 'd').join('/');
    const deep = desk.github.push(repository, 'deep', { [`${path}/file.yaml`]: 'content' });
    const git = await open(deep);
    const refusal = {
      code: 'git-failed',
      message: "the commit's tree has more than 256 levels of folders",
    };
    await expect(git.listTree(deep, '')).rejects.toMatchObject(refusal);
    expect(await git.listTree(deep, 'prompts')).toHaveLength(1);
  });

  it('has a few trees that stand for a billion files', async () => {
    const blob = write('blob', 'content');
    let tree = write('tree', entry('100644', 'file', blob));
    for (let level = 0; level < 9; level += 1) {
      const tens = Array.from({ length: 10 }, (_, at) => entry('40000', `folder-${at}`, tree));
      tree = write('tree', Buffer.concat(tens));
    }
    const sha = commit(tree);
    const git = await open(sha);
    const refusal = { message: "the commit's tree has more than 500000 entries" };
    await expect(git.listTree(sha, '')).rejects.toMatchObject(refusal);
  });

  it('has a tree that names itself, or what is no tree, or what is not there', async () => {
    const blob = write('blob', 'content');
    const wrong = commit(write('tree', entry('40000', 'folder', blob)));
    const cases = [wrong, commit(blob), commit('deadbeef'.repeat(5))];
    for (const sha of cases) {
      const listing = open(sha).then((git) => git.listTree(sha, ''));
      await expect(listing).rejects.toMatchObject({ code: 'git-failed' });
    }
    await open(desk.headSha);
  });

  it('has a file that unpacks to very much, which stays on the server', async () => {
    const bomb = write('blob', Buffer.alloc(64 * megabyte + 1));
    const kind = write('blob', 'Be kind.');
    const tree = Buffer.concat([entry('100644', 'bomb', bomb), entry('100644', 'kind', kind)]);
    const sha = commit(write('tree', tree));
    const { cache, answers } = desk.open();
    const git = await cache.fetchCommits(nameOf(repository), [sha], given(desk.token));
    expect(answers[0]).toBeLessThan(2000);
    const contents = await git.readBlobs([bomb, kind]);
    expect(contents.get(bomb)).toEqual({ kind: 'too-large', byteCount: 64 * megabyte + 1 });
    expect(contents.get(kind)).toMatchObject({ kind: 'bytes' });
  });

  it('has a message or files that unpack to more than is taken apart', async () => {
    const tree = write('tree', entry('100644', 'file', write('blob', 'content')));
    const sha = commit(tree, 'x'.repeat(65 * megabyte));
    await expect(open(sha)).rejects.toMatchObject({ reason: 'too-large' });
    const files = [1, 2].map((seed) => write('blob', Buffer.alloc(40 * megabyte, seed)));
    const both = Buffer.concat(files.map((id, at) => entry('100644', `file-${at}`, id)));
    const altogether = commit(write('tree', both));
    const small = { mostPackBytes: megabyte };
    await expect(open(altogether, small)).rejects.toMatchObject({ reason: 'too-large' });
  });
});
