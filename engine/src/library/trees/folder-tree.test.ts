import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../../../../tests/support/temporary-repository.ts';
import type { SourceContent } from '../../ports/source-tree.ts';
import { openGit } from '../git/open-git.ts';
import { folderTree } from './folder-tree.ts';
import { revisionTree } from './revision-tree.ts';

const leftovers: (() => void)[] = [];
afterEach(() => {
  for (const remove of leftovers.splice(0)) remove();
});

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'galley-folder-')));
  leftovers.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function repositoryWith(files: Record<string, string>): TemporaryRepository {
  const repository = createTemporaryRepository();
  leftovers.push(() => repository.remove());
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  repository.commit('first prompts');
  return repository;
}

function shown(content: SourceContent | undefined): string {
  if (content?.kind === 'bytes') return Buffer.from(content.bytes).toString('utf8');
  if (content?.kind === 'unsafe') return `unsafe: ${content.reason}`;
  return content?.kind ?? 'not answered';
}

async function readOne(folder: string, path: string): Promise<string> {
  return shown((await folderTree({ folder }).read([path])).get(path));
}

describe('a folder without Git', () => {
  it('lists files sorted, without dot folders and installed packages', async () => {
    const folder = folderWith({
      'prompts/refund.yaml': 'a',
      'galley.yaml': 'bc',
      '.galley/runs/1.jsonl': 'd',
      '.git/config': 'e',
      'node_modules/left-pad/prompts/x.yaml': 'f',
      '.editorconfig': 'g',
    });
    symlinkSync('galley.yaml', join(folder, 'link.yaml'));
    expect(await folderTree({ folder }).list()).toEqual([
      { path: '.editorconfig', kind: 'file', byteCount: 1 },
      { path: 'galley.yaml', kind: 'file', byteCount: 2 },
      { path: 'link.yaml', kind: 'symlink' },
      { path: 'prompts/refund.yaml', kind: 'file', byteCount: 1 },
    ]);
  });

  it("gives Git's id of the content as it stands", async () => {
    const folder = folderWith({ 'a.yaml': 'hello\n' });
    const contents = await folderTree({ folder }).read(['a.yaml']);
    expect(contents.get('a.yaml')).toMatchObject({
      kind: 'bytes',
      blobId: 'ce013625030ba8dba906f756967f9e9ca394464a',
    });
  });

  it('refuses a folder that is not there', () => {
    expect(() => folderTree({ folder: '/nowhere/at/all' })).toThrowError(
      expect.objectContaining({ code: 'file-unreadable' }),
    );
  });

  it('refuses folders nested without end', async () => {
    const folder = folderWith({ [`${'deep/'.repeat(70)}a.yaml`]: 'x' });
    await expect(folderTree({ folder }).list()).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});

describe('reading hostile paths', () => {
  it.each([
    ['../outside.yaml', 'unsafe: leaves the project with ".."'],
    ['prompts/../../outside.yaml', 'unsafe: leaves the project with ".."'],
    ['/etc/passwd', 'unsafe: is absolute'],
    ['prompts\\refund.yaml', 'unsafe: holds a backslash; write forward slashes'],
    ['prompts//refund.yaml', 'unsafe: holds an empty folder name'],
    ['./prompts/refund.yaml', 'unsafe: holds a "." folder'],
    ['prompts/refund.yaml\0.txt', 'unsafe: holds a NUL character'],
    ['.git/config', "unsafe: reaches into Git's own folder"],
    ['.GIT/config', "unsafe: reaches into Git's own folder"],
    ['vendor/git~1/config', "unsafe: reaches into Git's own folder"],
    ['', 'unsafe: is empty'],
    ['prompts', 'missing'],
    ['prompts/', 'unsafe: holds an empty folder name'],
    ['prompts/refund.yaml/deeper', 'missing'],
    ['prompts/unknown.yaml', 'missing'],
    [`prompts/${'x'.repeat(300)}.yaml`, 'missing'],
    ['prompts/refund.yaml', 'refund'],
    ['.gitignore', 'out/'],
  ])('answers %j with %j', async (path, answer) => {
    const folder = folderWith({
      'project/prompts/refund.yaml': 'refund',
      'project/.git/config': 'secret',
      'project/.gitignore': 'out/',
      'outside.yaml': 'secret',
    });
    expect(await readOne(join(folder, 'project'), path)).toBe(answer);
  });

  it('follows no link, neither as a file nor as a folder on the way', async () => {
    const folder = folderWith({ 'secret/key.yaml': 'secret', 'project/real/a.yaml': 'a' });
    const project = join(folder, 'project');
    symlinkSync('../secret/key.yaml', join(project, 'file.yaml'));
    symlinkSync('../secret', join(project, 'folder'));
    symlinkSync('real', join(project, 'inside'));
    symlinkSync('loop.yaml', join(project, 'loop.yaml'));
    const isLink = 'unsafe: is a symbolic link, which Galley does not follow';
    expect(await readOne(project, 'file.yaml')).toBe(isLink);
    expect(await readOne(project, 'loop.yaml')).toBe(isLink);
    expect(await readOne(project, 'folder/key.yaml')).toContain('goes through "folder"');
    expect(await readOne(project, 'inside/a.yaml')).toContain('goes through "inside"');
    expect((await folderTree({ folder: project }).list()).map((file) => file.path)).toEqual([
      'file.yaml',
      'folder',
      'inside',
      'loop.yaml',
      'real/a.yaml',
    ]);
  });

  it('reads a project folder that is itself reached through a link', async () => {
    const folder = folderWith({ 'project/a.yaml': 'a' });
    symlinkSync('project', join(folder, 'current'));
    expect(await readOne(join(folder, 'current'), 'a.yaml')).toBe('a');
  });

  it('does not hang on a named pipe', async () => {
    const folder = folderWith({ 'a.yaml': 'a' });
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(await readOne(folder, 'pipe.yaml')).toBe('unsafe: is a named pipe, not a regular file');
    expect(await folderTree({ folder }).list()).toEqual([
      { path: 'a.yaml', kind: 'file', byteCount: 1 },
      { path: 'pipe.yaml', kind: 'other', note: 'the path is a named pipe, not a regular file' },
    ]);
  });

  it('reports the size of a file above the cap without reading it', async () => {
    const folder = folderWith({ 'huge.csv': '', 'fits.csv': '12345' });
    truncateSync(join(folder, 'huge.csv'), 8 * 1024 ** 3);
    const tree = folderTree({ folder });
    const contents = await tree.read(['huge.csv', 'fits.csv'], { maxBytes: 5 });
    expect(contents.get('huge.csv')).toEqual({ kind: 'too-large', byteCount: 8 * 1024 ** 3 });
    expect(shown(contents.get('fits.csv'))).toBe('12345');
  });

  it('reads a name with a line feed and notes a name that is not UTF-8', async () => {
    const folder = folderWith({ 'two\nlines.yaml': 'a' });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'latin');
    const tree = folderTree({ folder });
    expect(await tree.list()).toEqual([
      { path: 'caf\ufffd', kind: 'other', note: 'the name is not valid UTF-8' },
      { path: 'two\nlines.yaml', kind: 'file', byteCount: 1 },
    ]);
    expect(await readOne(folder, 'two\nlines.yaml')).toBe('a');
    expect(await readOne(folder, 'caf\ufffd')).toBe('missing');
  });
});

describe.each(['native', 'isomorphic'] as const)('a work tree and a commit, %s git', (prefer) => {
  async function openBoth(repository: TemporaryRepository, under: string) {
    const { environment } = repository;
    const git = await openGit(repository.folder, { environment, prefer });
    const commit = (await git.currentCommit()) ?? '';
    const folder = folderTree({ folder: join(repository.folder, under), git });
    return { folder, revision: revisionTree({ git, commit, project: under }), commit };
  }

  it('recognises unchanged files by their ids', async () => {
    const repository = repositoryWith({
      'apps/shop/prompts/refund.yaml': 'a: 1\r\n',
      'apps/shop/prompts/greet.yaml': 'b: 1\n',
      'other/prompts/refund.yaml': 'c: 1\n',
    });
    repository.write('apps/shop/prompts/greet.yaml', 'b: 2\n');
    const { folder, revision, commit } = await openBoth(repository, 'apps/shop');
    expect([folder.label, revision.label, revision.commit]).toEqual([
      'working tree',
      commit,
      commit,
    ]);
    const base = new Map((await revision.list()).map((file) => [file.path, file.blobId]));
    expect([...base.keys()]).toEqual(['prompts/greet.yaml', 'prompts/refund.yaml']);
    const head = await folder.read([...base.keys()]);
    const isSame = (path: string) => {
      const content = head.get(path);
      return content?.kind === 'bytes' && content.blobId === base.get(path);
    };
    expect(isSame('prompts/refund.yaml')).toBe(true);
    expect(isSame('prompts/greet.yaml')).toBe(false);
    const before = await revision.read(['prompts/greet.yaml']);
    expect(shown(before.get('prompts/greet.yaml'))).toBe('b: 1\n');
  });

  it('leaves out ignored and deleted files and names submodules', async () => {
    const repository = repositoryWith({
      '.gitignore': '.galley/\n',
      'a.yaml': 'a',
      'gone.yaml': 'b',
    });
    const id = '4be07d3c1f0e5a6b7c8d9e0f1a2b3c4d5e6f7a8b';
    repository.git('update-index', '--add', '--cacheinfo', `160000,${id},vendor`);
    repository.git('commit', '-q', '-m', 'submodule');
    mkdirSync(join(repository.folder, 'vendor'));
    repository.write('.galley/cache.jsonl', 'x');
    repository.write('draft.yaml', 'draft');
    unlinkSync(join(repository.folder, 'gone.yaml'));
    const { folder, revision } = await openBoth(repository, '');
    const kinds = (files: { path: string; kind: string }[]) =>
      files.map((file) => `${file.path} ${file.kind}`);
    expect(kinds(await folder.list())).toEqual([
      '.gitignore file',
      'a.yaml file',
      'draft.yaml file',
      'vendor submodule',
    ]);
    expect(kinds(await revision.list())).toEqual([
      '.gitignore file',
      'a.yaml file',
      'gone.yaml file',
      'vendor submodule',
    ]);
    const contents = await revision.read(['vendor', 'gone.yaml', 'draft.yaml']);
    expect([...contents.values()].map(shown)).toEqual([
      'unsafe: is a submodule, which Galley does not enter',
      'b',
      'missing',
    ]);
  });

  it('lists a project that a surrounding repository ignores', async () => {
    const repository = repositoryWith({ '.gitignore': 'scratch/\n' });
    repository.write('scratch/try/galley.yaml', 'kind: Project\n');
    const { folder } = await openBoth(repository, 'scratch/try');
    expect((await folder.list()).map((file) => file.path)).toEqual(['galley.yaml']);
  });

  it('follows no link of a commit and leaves the project of no path', async () => {
    const repository = repositoryWith({ 'secret.yaml': 's', 'project/a.yaml': 'a' });
    symlinkSync('../secret.yaml', join(repository.folder, 'project/link.yaml'));
    repository.commit('a link');
    const { revision } = await openBoth(repository, 'project');
    const paths = [
      'link.yaml',
      '../secret.yaml',
      '/etc/passwd',
      'a.yaml',
      'unknown.yaml',
      'toString',
    ];
    expect([...(await revision.read(paths)).values()].map(shown)).toEqual([
      'unsafe: is a symbolic link, which Galley does not follow',
      'unsafe: leaves the project with ".."',
      'unsafe: is absolute',
      'a',
      'missing',
      'missing',
    ]);
  });

  it('reports a large file of a commit by its size', async () => {
    const repository = repositoryWith({ 'rows.csv': 'x'.repeat(2000), 'a.yaml': 'a' });
    const { revision } = await openBoth(repository, '');
    const contents = await revision.read(['rows.csv', 'a.yaml'], { maxBytes: 1000 });
    expect(contents.get('rows.csv')).toEqual({ kind: 'too-large', byteCount: 2000 });
    expect(shown(contents.get('a.yaml'))).toBe('a');
  });

  it('notes a name of a commit that no file system can hold everywhere', async () => {
    const repository = repositoryWith({ 'a.yaml': 'a' });
    const id = repository.git('rev-parse', 'HEAD:a.yaml');
    const entry = Buffer.concat([
      Buffer.from('100644 caf'),
      Buffer.from([0xe9, 0]),
      Buffer.from(id, 'hex'),
    ]);
    repository.write('.git/tree', entry);
    const tree = repository.git('hash-object', '-w', '-t', 'tree', '.git/tree');
    repository.git('reset', '-q', '--soft', repository.git('commit-tree', tree, '-m', 'latin'));
    const { revision } = await openBoth(repository, '');
    expect(await revision.list()).toEqual([
      { path: 'caf\ufffd', kind: 'other', note: 'the name is not valid UTF-8' },
    ]);
    const contents = await revision.read(['caf\ufffd']);
    expect(shown(contents.get('caf\ufffd'))).toBe('unsafe: is not valid UTF-8');
  });

  it('refuses content that the repository has lost', async () => {
    const repository = repositoryWith({ 'a.yaml': 'a' });
    const id = repository.git('rev-parse', 'HEAD:a.yaml');
    const { revision } = await openBoth(repository, '');
    await revision.list();
    unlinkSync(join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    await expect(revision.read(['a.yaml'])).rejects.toMatchObject({ code: 'git-failed' });
  });
});
