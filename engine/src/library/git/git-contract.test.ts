import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  openTemporaryRepository,
  type TemporaryRepository,
} from '../../../../tests/support/temporary-repository.ts';
import type { Git } from '../../ports/git.ts';
import { openNativeGit } from './native-git.ts';
import { openGit } from './open-git.ts';

const leftovers: { remove(): void }[] = [];
afterEach(() => {
  for (const item of leftovers.splice(0)) item.remove();
});

function repositoryWith(files: Record<string, string> = {}): TemporaryRepository {
  const repository = createTemporaryRepository();
  leftovers.push(repository);
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  if (Object.keys(files).length > 0) repository.commit('first prompts');
  return repository;
}

/** A name for a folder that does not exist yet, removed after the test. */
function newFolder(): string {
  const parent = realpathSync.native(mkdtempSync(join(tmpdir(), 'galley-clone-')));
  leftovers.push({ remove: () => rmSync(parent, { recursive: true, force: true }) });
  return join(parent, 'copy');
}

async function textOf(git: Git, blobId: string): Promise<string> {
  const blob = (await git.readBlobs([blobId])).get(blobId);
  return blob?.kind === 'bytes' ? Buffer.from(blob.bytes).toString('utf8') : `(${blob?.kind})`;
}

async function filesOf(git: Git, commit: string, under = ''): Promise<Record<string, string>> {
  const files = (await git.listTree(commit, under)).filter((entry) => entry.kind === 'file');
  const texts = await Promise.all(files.map((file) => textOf(git, file.blobId)));
  return Object.fromEntries(files.map((file, index) => [file.path, texts[index] ?? '']));
}

describe.each(['native', 'isomorphic'] as const)('%s git', (prefer) => {
  const open = (repository: TemporaryRepository, folder = repository.folder) =>
    openGit(folder, { environment: repository.environment, prefer });

  it('finds the root from a folder deep inside', async () => {
    const repository = repositoryWith({ 'prompts/support/refund.yaml': 'kind: Prompt\n' });
    const git = await open(repository, join(repository.folder, 'prompts/support'));
    expect(git.root).toBe(repository.folder);
    expect(git.objectFormat).toBe('sha1');
    expect(await git.isShallow()).toBe(false);
  });

  it('refuses a folder outside any repository with advice', async () => {
    const repository = repositoryWith();
    const outside = newFolder();
    mkdirSync(outside);
    await expect(open(repository, outside)).rejects.toMatchObject({
      code: 'git-missing',
      hint: expect.stringContaining('git init'),
    });
    await expect(open(repository, join(outside, 'nowhere'))).rejects.toMatchObject({
      code: 'git-missing',
    });
  });

  it('knows no commit and no branch in an empty repository but lists its files', async () => {
    const repository = repositoryWith();
    repository.write('galley.yaml', 'kind: Project\n');
    const git = await open(repository);
    expect(await git.currentCommit()).toBeUndefined();
    expect(await git.resolveCommit('HEAD')).toBeUndefined();
    expect(await git.defaultBranch()).toBeUndefined();
    expect(await git.listWorkTree('')).toEqual(['galley.yaml']);
  });

  it('lists the commits that changed a path, along the first parents', async () => {
    const file = 'prompts/refund.yaml';
    const repository = repositoryWith({ [file]: 'content: One.\n', 'notes.md': 'first\n' });
    repository.write('notes.md', 'second\n');
    repository.commit('only notes');
    repository.branch('kinder');
    repository.write(file, 'content: Two.\n');
    repository.commit('be kinder\nto customers\n\nBecause they asked.');
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'merge kinder', 'kinder');
    const git = await open(repository);
    const head = (await git.currentCommit()) ?? '';
    const all = await git.listCommits(head, { paths: [file], limit: 10 });
    expect(all.map(({ subject }) => subject)).toEqual(['merge kinder', 'first prompts']);
    expect(all[0]).toMatchObject({
      id: head,
      authorName: 'Ada Author',
      authorEmail: 'ada@example.com',
      authoredAtMs: Date.parse('2026-01-02T03:04:05Z'),
    });
    expect(all[0]?.parents).toHaveLength(2);
    const kinder = (await git.resolveCommit('kinder')) ?? '';
    const [edit] = await git.listCommits(kinder, { paths: [file], limit: 1 });
    expect(edit?.subject).toBe('be kinder to customers');
    const folder = await git.listCommits(head, { paths: ['prompts', 'notes.md'], limit: 10 });
    expect(folder).toHaveLength(3);
    expect(await git.listCommits(head, { paths: ['nowhere.yaml'], limit: 10 })).toEqual([]);
    await expect(git.listCommits('--all', { paths: [file], limit: 1 })).rejects.toThrow(
      'not a full object id',
    );
  });

  it('resolves branches, tags, ids and steps back to full commit ids', async () => {
    const repository = repositoryWith({ 'parts/tone.yaml': 'content: Formal.\n' });
    const first = repository.git('rev-parse', 'HEAD');
    repository.git('tag', '-a', 'v1.0.0', '-m', 'first release');
    repository.git('tag', '-a', 'release', 'v1.0.0', '-m', 'a tag of a tag');
    repository.branch('feature/refund-tone');
    repository.write('parts/tone.yaml', 'content: Friendly.\n');
    const second = repository.commit('friendlier');
    const git = await open(repository);
    const resolved = async (revision: string) => git.resolveCommit(revision);
    expect(await git.currentCommit()).toBe(second);
    expect(await resolved('feature/refund-tone')).toBe(second);
    expect(await resolved('refs/heads/main')).toBe(first);
    expect(await resolved('heads/main')).toBe(first);
    expect(await resolved('v1.0.0')).toBe(first);
    expect(await resolved('release')).toBe(first);
    expect(await resolved('v1.0.0^{commit}')).toBe(first);
    expect(await resolved(second.slice(0, 9))).toBe(second);
    expect(await resolved(second.toUpperCase())).toBe(second);
    expect(await resolved('HEAD~1')).toBe(first);
    expect(await resolved('@^')).toBe(first);
    expect(await resolved('HEAD~~')).toBeUndefined();
    expect(await resolved('HEAD^2')).toBeUndefined();
    expect(await resolved('unknown')).toBeUndefined();
    expect(await resolved('0123456789'.repeat(4))).toBeUndefined();
    const tree = repository.git('rev-parse', 'HEAD^{tree}');
    expect(await resolved(tree)).toBeUndefined();
  });

  it('takes a branch before a commit id that starts alike', async () => {
    const repository = repositoryWith({ 'a.yaml': 'x: 1\n' });
    const first = repository.git('rev-parse', 'HEAD');
    const second = repository.commit('again');
    repository.git('branch', second.slice(0, 7), first);
    expect(await (await open(repository)).resolveCommit(second.slice(0, 7))).toBe(first);
  });

  it.each([
    '--upload-pack=touch pwned',
    '-h',
    'main..feature',
    'main\nHEAD',
    'main\0',
    'HEAD:galley.yaml',
    ':/first',
    'HEAD^{/first}',
    'main@{1}',
    '',
    '../../outside',
    'refs/heads/../../config',
    'refs//heads/main',
    'main.lock',
    'HEAD~9999999',
    'HEAD~1^{tree}',
  ])('refuses %j as a revision', async (revision) => {
    const git = await open(repositoryWith({ 'a.yaml': 'x: 1\n' }));
    await expect(git.resolveCommit(revision)).rejects.toMatchObject({ code: 'revision-missing' });
  });

  it('does not take a file of the repository for a ref', async () => {
    const git = await open(repositoryWith({ 'a.yaml': 'x: 1\n' }));
    expect(await git.resolveCommit('config')).toBeUndefined();
    expect(await git.resolveCommit('objects')).toBeUndefined();
  });

  it('reads every kind of entry with its name as written', async () => {
    const names = ['prompts/with space.yaml', 'prompts/grüße.yaml', 'prompts/línea\nnueva.yaml'];
    const files = Object.fromEntries([...names, 'prompts/🧾.yaml', 'z.yaml'].map((n) => [n, n]));
    const repository = repositoryWith(files);
    repository.write('scripts/build.sh', '#!/bin/sh\n');
    symlinkSync('/etc/passwd', join(repository.folder, 'prompts/link.yaml'));
    repository.git('add', '--all');
    repository.git('update-index', '--chmod=+x', 'scripts/build.sh');
    const other = '4be07d3c1f0e5a6b7c8d9e0f1a2b3c4d5e6f7a8b';
    repository.git('update-index', '--add', '--cacheinfo', `160000,${other},vendor/library`);
    repository.git('commit', '-q', '-m', 'all kinds');
    const commit = repository.git('rev-parse', 'HEAD');
    const git = await open(repository);
    const entries = new Map((await git.listTree(commit, '')).map((entry) => [entry.path, entry]));
    expect([...entries.keys()].sort()).toEqual(
      [...Object.keys(files), 'prompts/link.yaml', 'scripts/build.sh', 'vendor/library'].sort(),
    );
    expect(entries.get('prompts/link.yaml')?.kind).toBe('symlink');
    expect(entries.get('vendor/library')).toEqual({
      path: 'vendor/library',
      kind: 'submodule',
      blobId: other,
    });
    expect(entries.get('scripts/build.sh')?.isExecutable).toBe(true);
    expect(entries.get('z.yaml')?.isExecutable).toBeUndefined();
    expect(await filesOf(git, commit, 'prompts')).toEqual(
      Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('prompts/'))),
    );
  });

  it('lists one folder only, and nothing for a file or a folder that is not there', async () => {
    const repository = repositoryWith({
      'apps/shop/galley.yaml': 'a',
      'apps/shop/prompts/refund.yaml': 'b',
      'apps/shop-admin/galley.yaml': 'c',
      'galley.yaml': 'd',
    });
    const git = await open(repository);
    const commit = (await git.currentCommit()) ?? '';
    const under = async (folder: string) => (await git.listTree(commit, folder)).map((e) => e.path);
    expect(await under('apps/shop')).toEqual([
      'apps/shop/galley.yaml',
      'apps/shop/prompts/refund.yaml',
    ]);
    expect(await under('apps/unknown')).toEqual([]);
    expect(await under('galley.yaml')).toEqual([]);
    expect((await git.listWorkTree('apps/shop')).sort()).toEqual(await under('apps/shop'));
    await expect(git.listTree(commit, '../elsewhere')).rejects.toMatchObject({
      code: 'git-failed',
    });
    await expect(git.listTree('HEAD', '')).rejects.toMatchObject({ code: 'git-failed' });
    await expect(git.listTree('a'.repeat(40), '')).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('gives blobs byte for byte, reports large and missing ones, and keeps no duplicate', async () => {
    const repository = repositoryWith({ 'crlf.csv': 'id,text\r\n1,"a\r\nb"\r\n', empty: '' });
    const binary = new Uint8Array(70_000).map((_, index) => (index * 7) % 256);
    repository.write('photo.bin', binary);
    repository.commit('more');
    repository.write('.gitattributes', '*.csv text eol=lf filter=shout diff=shout\n');
    for (const name of ['filter.shout.smudge', 'diff.shout.textconv']) {
      repository.git('config', name, 'tr a-z A-Z');
    }
    repository.git('add', '.gitattributes');
    repository.git('commit', '-q', '-m', 'attributes');
    const commit = repository.git('rev-parse', 'HEAD');
    const git = await open(repository);
    const ids = new Map((await git.listTree(commit, '')).map((e) => [e.path, e.blobId]));
    const id = (path: string) => ids.get(path) ?? '';
    const absent = 'f'.repeat(40);
    const wanted = [id('crlf.csv'), id('photo.bin'), id('empty'), absent, id('crlf.csv'), commit];
    const blobs = await git.readBlobs(wanted, { maxBytes: 60_000 });
    expect(await textOf(git, id('crlf.csv'))).toBe('id,text\r\n1,"a\r\nb"\r\n');
    expect(blobs.get(id('photo.bin'))).toEqual({ kind: 'too-large', byteCount: 70_000 });
    expect(blobs.get(id('empty'))).toMatchObject({ kind: 'bytes', bytes: Buffer.alloc(0) });
    expect(blobs.get(absent)).toEqual({ kind: 'missing' });
    expect(blobs.get(commit)).toEqual({ kind: 'missing' });
    expect(blobs.size).toBe(5);
    const photo = (await git.readBlobs([id('photo.bin')])).get(id('photo.bin'));
    expect(photo?.kind === 'bytes' && Buffer.from(photo.bytes).equals(binary)).toBe(true);
    expect((await git.readBlobs([])).size).toBe(0);
    await expect(git.readBlobs(['HEAD\n--batch'])).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('reads packed objects and packed refs, also with deltas', async () => {
    const long = Array.from({ length: 400 }, (_, line) => `line ${line} of a prompt\n`).join('');
    const repository = repositoryWith({ 'prompts/long.yaml': long });
    repository.git('tag', '-a', 'v1', '-m', 'one');
    for (const edit of ['x', 'y', 'z']) {
      repository.write('prompts/long.yaml', `${long}${edit}\n`);
      repository.commit(edit);
    }
    repository.git('pack-refs', '--all');
    repository.git('gc', '-q');
    const git = await open(repository);
    const head = (await git.resolveCommit('main')) ?? '';
    expect(head).toBe(repository.git('rev-parse', 'main'));
    expect(await git.resolveCommit('v1')).toBe(repository.git('rev-parse', 'main~3'));
    expect(await git.resolveCommit(head.slice(0, 8))).toBe(head);
    expect(await filesOf(git, head)).toEqual({ 'prompts/long.yaml': `${long}z\n` });
    expect(await filesOf(git, (await git.resolveCommit('main~3')) ?? '')).toEqual({
      'prompts/long.yaml': long,
    });
  });

  it('goes on after the packs were rewritten', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const first = repository.git('rev-parse', 'HEAD');
    repository.git('gc', '-q');
    const git = await open(repository);
    expect(await filesOf(git, first)).toEqual({ 'a.yaml': 'one\n' });
    repository.write('a.yaml', 'two\n');
    const second = repository.commit('two');
    repository.git('gc', '-q');
    expect(await filesOf(git, second)).toEqual({ 'a.yaml': 'two\n' });
    expect(await filesOf(git, first)).toEqual({ 'a.yaml': 'one\n' });
  });

  it('reads a linked work tree with its own head and index', async () => {
    const repository = repositoryWith({ 'a.yaml': 'main\n' });
    const linked = newFolder();
    repository.git('worktree', 'add', '-q', '-b', 'feature/linked', linked);
    const inside = openTemporaryRepository(linked);
    inside.write('prompts/new.yaml', 'feature\n');
    const commit = inside.commit('in the linked tree');
    inside.write('untracked.yaml', 'draft\n');
    const git = await open(inside, join(linked, 'prompts'));
    expect(git.root).toBe(linked);
    expect(await git.currentCommit()).toBe(commit);
    expect(await git.resolveCommit('main')).toBe(repository.git('rev-parse', 'main'));
    expect(await filesOf(git, commit)).toEqual({
      'a.yaml': 'main\n',
      'prompts/new.yaml': 'feature\n',
    });
    expect((await git.listWorkTree('')).sort()).toEqual([
      'a.yaml',
      'prompts/new.yaml',
      'untracked.yaml',
    ]);
    expect(await git.defaultBranch()).toBe('main');
  });

  it('reads a clone that borrows its objects from another, and from that one another', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const middle = newFolder();
    repository.git('clone', '-q', '--shared', repository.folder, middle);
    const between = openTemporaryRepository(middle);
    between.write('b.yaml', 'two\n');
    between.commit('two');
    const last = newFolder();
    repository.git('clone', '-q', '--shared', middle, last);
    const borrower = openTemporaryRepository(last);
    borrower.write('c.yaml', 'three\n');
    const commit = borrower.commit('three');
    const git = await open(borrower);
    expect(await filesOf(git, commit)).toEqual({
      'a.yaml': 'one\n',
      'b.yaml': 'two\n',
      'c.yaml': 'three\n',
    });
    expect(await git.resolveCommit('HEAD~2')).toBe(repository.git('rev-parse', 'HEAD'));
  });

  it('reads a checked-out submodule as a repository of its own', async () => {
    const inner = repositoryWith({ 'prompts/inner.yaml': 'inner\n' });
    const repository = repositoryWith({ 'a.yaml': 'outer\n' });
    repository.git('submodule', '--quiet', 'add', inner.folder, 'vendor/inner');
    const git = await open(repository, join(repository.folder, 'vendor/inner/prompts'));
    expect(git.root).toBe(join(repository.folder, 'vendor/inner'));
    expect(await git.listWorkTree('')).toEqual(['prompts/inner.yaml']);
    expect(await filesOf(git, inner.git('rev-parse', 'HEAD'))).toEqual({
      'prompts/inner.yaml': 'inner\n',
    });
    const outer = await open(repository);
    expect((await outer.listWorkTree('')).sort()).toEqual([
      '.gitmodules',
      'a.yaml',
      'vendor/inner',
    ]);
  });

  it('tells a clone that is cut too short from histories that never met', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const start = repository.git('rev-parse', 'HEAD');
    repository.branch('feature');
    repository.write('b.yaml', 'two\n');
    const feature = repository.commit('two');
    repository.git('checkout', '-q', 'main');
    repository.write('c.yaml', 'three\n');
    const main = repository.commit('three');
    repository.git('checkout', '-q', '--orphan', 'elsewhere');
    const unrelated = repository.commit('from nothing');
    const git = await open(repository);
    expect(await git.mergeBase(main, feature)).toEqual({ kind: 'found', commit: start });
    expect(await git.mergeBase(main, start)).toEqual({ kind: 'found', commit: start });
    expect(await git.mergeBase(main, main)).toEqual({ kind: 'found', commit: main });
    expect(await git.mergeBase(main, unrelated)).toEqual({ kind: 'unrelated' });

    const copy = newFolder();
    const url = `file://${repository.folder}`;
    repository.git('clone', '-q', '--depth=1', '--no-single-branch', url, copy);
    const shallow = await open(openTemporaryRepository(copy));
    expect(await shallow.isShallow()).toBe(true);
    expect(await shallow.resolveCommit('origin/feature')).toBe(feature);
    expect(await shallow.resolveCommit('origin/main~1')).toBeUndefined();
    expect(await shallow.mergeBase(main, feature)).toEqual({ kind: 'shallow' });
    expect(await filesOf(shallow, feature)).toEqual({ 'a.yaml': 'one\n', 'b.yaml': 'two\n' });
  });

  it('takes the youngest merge base of a criss-cross and never an ancestor of another', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const at = (minute: number) => `2026-02-01T10:${String(minute).padStart(2, '0')}:00Z`;
    const commitTree = (minute: number, ...parents: string[]) => {
      repository.environment.GIT_COMMITTER_DATE = at(minute);
      return repository.git(
        'commit-tree',
        'HEAD^{tree}',
        '-m',
        `minute ${minute}`,
        ...parents.flatMap((parent) => ['-p', parent]),
      );
    };
    const root = commitTree(0);
    const left = commitTree(1, root);
    const right = commitTree(2, root);
    const leftMerge = commitTree(3, left, right);
    const rightMerge = commitTree(4, right, left);
    const git = await open(repository);
    expect(await git.mergeBase(leftMerge, rightMerge)).toEqual({ kind: 'found', commit: right });
    const shortcut = commitTree(5, root, rightMerge);
    expect(await git.mergeBase(shortcut, right)).toEqual({ kind: 'found', commit: right });
  });

  it('reads a detached head', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const first = repository.git('rev-parse', 'HEAD');
    repository.commit('two');
    repository.git('checkout', '-q', '--detach', first);
    const git = await open(repository);
    expect(await git.currentCommit()).toBe(first);
    expect(await git.defaultBranch()).toBe('main');
  });

  it('prefers the default branch of origin, whatever its name', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    repository.git('branch', '-m', 'release/next');
    const copy = newFolder();
    repository.git('clone', '-q', repository.folder, copy);
    const clone = openTemporaryRepository(copy);
    clone.git('branch', 'main');
    const git = await open(clone);
    expect(await git.defaultBranch()).toBe('origin/release/next');
    expect(await git.resolveCommit('origin/release/next')).toBe(await git.currentCommit());
    expect(await git.resolveCommit('origin')).toBe(await git.currentCommit());
    clone.git('update-ref', '-d', 'refs/remotes/origin/release/next');
    expect(await git.defaultBranch()).toBe('main');
    clone.git('branch', '-m', 'main', 'trunk');
    clone.git('branch', 'master');
    expect(await git.defaultBranch()).toBe('master');
  });

  it('lists tracked and untracked files but not ignored ones', async () => {
    const repository = repositoryWith({
      '.gitignore': [
        '# generated',
        '*.log',
        '!keep.log',
        '/out/',
        'docs/**/draft-*.md',
        'cache',
        '\\#literal',
        'trailing\\ ',
        'note[0-9].txt',
        'logs/**',
        'deep/*/skip',
        '',
      ].join('\n'),
      'prompts/refund.yaml': 'a',
      'prompts/gone.yaml': 'b',
      'prompts/.gitignore': 'local-*\r\n!local-but-shared.yaml\r\n',
      'tracked.log': 'seen before the rule',
    });
    repository.git('add', '-f', 'tracked.log');
    repository.commit('force');
    unlinkSync(join(repository.folder, 'prompts/gone.yaml'));
    const ignored = [
      'run.log',
      'prompts/run.log',
      'out/index.html',
      'docs/a/b/draft-1.md',
      'docs/draft-2.md',
      'cache/answers.json',
      'prompts/cache',
      '#literal',
      'trailing ',
      'note7.txt',
      'logs/a/b.txt',
      'deep/x/skip/file',
      'prompts/local-try.yaml',
      'secret-plans.txt',
    ];
    const listed = [
      'keep.log',
      'prompts/out/index.html',
      'docs/final.md',
      'notes.txt',
      'deep/x/y/skip',
      'local-top.yaml',
      'prompts/local-but-shared.yaml',
      'prompts/ünicode 🧾.yaml',
    ];
    for (const path of [...ignored, ...listed]) repository.write(path, path);
    repository.write('.git/info/exclude', 'secret-*\n');
    symlinkSync('nowhere', join(repository.folder, 'dangling'));
    const nested = join(repository.folder, 'vendor/nested');
    repository.git('init', '-q', nested);
    openTemporaryRepository(nested).write('inner.yaml', 'not ours');
    const git = await open(repository);
    expect((await git.listWorkTree('')).sort()).toEqual(
      [
        ...listed,
        '.gitignore',
        'dangling',
        'prompts/.gitignore',
        'prompts/gone.yaml',
        'prompts/refund.yaml',
        'tracked.log',
      ].sort(),
    );
    expect((await git.listWorkTree('prompts/out')).sort()).toEqual(['prompts/out/index.html']);
    expect(await git.listWorkTree('cache')).toEqual([]);
  });

  it('takes folder names that look like patterns or options literally', async () => {
    const repository = repositoryWith({
      '-x/[a].yaml': '1',
      'y/a.yaml': '2',
      '*/b.yaml': '3',
      ':!y/c.yaml': '4',
    });
    const git = await open(repository);
    const commit = (await git.currentCommit()) ?? '';
    const only = { '-x': '-x/[a].yaml', '*': '*/b.yaml', ':!y': ':!y/c.yaml' };
    for (const [folder, path] of Object.entries(only)) {
      expect((await git.listTree(commit, folder)).map((entry) => entry.path)).toEqual([path]);
      expect(await git.listWorkTree(folder)).toEqual([path]);
    }
  });

  it('runs nothing that the repository configures', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const trap = join(repository.folder, '.git', 'trap.sh');
    repository.write('.git/trap.sh', '#!/bin/sh\ntouch "$(dirname "$0")/sprung"\n');
    const config = ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'diff.external'];
    for (const name of config) repository.git('config', name, `sh ${trap}`);
    const git = await open(repository);
    const commit = (await git.currentCommit()) ?? '';
    await git.listWorkTree('');
    await filesOf(git, commit);
    await git.mergeBase(commit, commit);
    expect(existsSync(join(repository.folder, '.git/sprung'))).toBe(false);
  });

  it('lists a partial clone and refuses to make up what it left out', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const first = repository.git('rev-parse', 'HEAD');
    repository.write('a.yaml', 'two\n');
    const second = repository.commit('two');
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const copy = newFolder();
    const url = `file://${repository.folder}`;
    repository.git('clone', '-q', '--filter=blob:none', url, copy);
    const git = await open(openTemporaryRepository(copy));
    expect(await filesOf(git, second)).toEqual({ 'a.yaml': 'two\n' });
    const [entry] = await git.listTree(first, '');
    expect(entry?.path).toBe('a.yaml');
    await expect(git.readBlobs([entry?.blobId ?? ''])).rejects.toMatchObject({
      code: 'git-failed',
      hint: expect.stringContaining('git fetch'),
    });
  });

  it('ignores replaced objects, as other clones do not have them', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const git = await open(repository);
    const [entry] = await git.listTree((await git.currentCommit()) ?? '', '');
    repository.write('b.yaml', 'forged\n');
    const forged = repository.git('hash-object', '-w', 'b.yaml');
    repository.git('replace', entry?.blobId ?? '', forged);
    expect(await textOf(git, entry?.blobId ?? '')).toBe('one\n');
  });

  it('reports a damaged object as a refusal', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const git = await open(repository);
    const commit = (await git.currentCommit()) ?? '';
    const [entry] = await git.listTree(commit, '');
    const id = entry?.blobId ?? '';
    const path = `.git/objects/${id.slice(0, 2)}/${id.slice(2)}`;
    unlinkSync(join(repository.folder, path));
    repository.write(path, 'no object');
    await expect(git.readBlobs([id])).rejects.toMatchObject({ code: 'git-failed' });
  });
});

describe('opening a repository', () => {
  const environmentWithout = (repository: TemporaryRepository) => ({
    ...repository.environment,
    PATH: join(repository.folder, 'empty'),
  });

  it('goes without a git program when none is on PATH', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const environment = environmentWithout(repository);
    const git = await openGit(repository.folder, { environment });
    expect(await filesOf(git, (await git.currentCommit()) ?? '')).toEqual({ 'a.yaml': 'one\n' });
    await expect(
      openGit(repository.folder, { environment, prefer: 'native' }),
    ).rejects.toMatchObject({ code: 'git-missing', hint: expect.stringContaining('git-scm.com') });
  });

  it('never takes a git program from the repository itself', async () => {
    const repository = repositoryWith({ git: '#!/bin/sh\ntouch pwned\n' });
    chmodSync(join(repository.folder, 'git'), 0o755);
    const PATH = `${relative(process.cwd(), repository.folder)}:`;
    const environment = { ...repository.environment, PATH };
    await openGit(repository.folder, { environment });
    expect(existsSync(join(repository.folder, 'pwned'))).toBe(false);
  });

  it('reads a SHA-256 repository with the git program and refuses it clearly without', async () => {
    const repository = createTemporaryRepository({ objectFormat: 'sha256' });
    leftovers.push(repository);
    repository.write('a.yaml', 'one\n');
    const commit = repository.commit('one');
    const git = await openGit(repository.folder, { environment: repository.environment });
    expect(git.objectFormat).toBe('sha256');
    expect(commit).toHaveLength(64);
    expect(await filesOf(git, commit)).toEqual({ 'a.yaml': 'one\n' });
    await expect(
      openGit(repository.folder, { environment: environmentWithout(repository) }),
    ).rejects.toMatchObject({ code: 'git-failed', message: expect.stringContaining('sha256') });
  });

  it('does not let variables of a surrounding Git hook point elsewhere', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const other = repositoryWith({ 'b.yaml': 'two\n' });
    const environment = {
      ...repository.environment,
      GIT_DIR: join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_INDEX_FILE: join(other.folder, '.git/index'),
    };
    const git = await openGit(repository.folder, { environment });
    expect(git.root).toBe(repository.folder);
    expect(await git.listWorkTree('')).toEqual(['a.yaml']);
  });

  it('tells who owns the repository when Git refuses it', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    // A program that answers as Git does in a container where another user made the checkout.
    const binary = join(repository.folder, 'bin', 'git');
    const said = `fatal: detected dubious ownership in repository at '${repository.folder}'`;
    repository.write('bin/git', `#!/bin/sh\necho "${said}" >&2\nexit 128\n`);
    chmodSync(binary, 0o755);
    const environment = { PATH: join(repository.folder, 'bin') };
    await expect(openGit(repository.folder, { environment })).rejects.toMatchObject({
      code: 'git-failed',
      hint: `if you trust it, run: git config --global --add safe.directory "${repository.folder}"`,
    });
  });

  it('stops a git program that hangs or prints without end', async () => {
    const repository = repositoryWith({ 'a.yaml': 'one\n' });
    const script = (body: string) => {
      repository.write('bin/git', `#!/bin/sh\n${body}\n`);
      chmodSync(join(repository.folder, 'bin/git'), 0o755);
      return { PATH: `${join(repository.folder, 'bin')}:${repository.environment.PATH}` };
    };
    await expect(
      openNativeGit(repository.folder, { environment: script('exec sleep 30'), timeoutMs: 100 }),
    ).rejects.toMatchObject({ code: 'git-failed', isRetryable: true });
    await expect(
      openNativeGit(repository.folder, { environment: script('exec yes') }),
    ).rejects.toMatchObject({ code: 'git-failed', message: expect.stringContaining('256 MiB') });
  });
});
