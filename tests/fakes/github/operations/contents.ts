import { resolveCommit } from '../git/read-commits.ts';
import { runGit } from '../git/run-git.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import { apiUrlOf, htmlUrlOf } from '../views/addresses.ts';
import { inLines, readObject } from './git-database.ts';
import { type Call, notFound, type OperationPlugs } from './operation.ts';

interface Entry {
  readonly mode: string;
  readonly sha: string;
  readonly size: number;
  readonly path: string;
}

/** Largest file whose content GitHub puts into the answer. */
const inlineBytes = 1024 * 1024;
const kinds: Readonly<Record<string, string>> = {
  '040000': 'dir',
  '120000': 'symlink',
  '160000': 'submodule',
};

/** Files and folders of a commit. */
export const contentOperations: OperationPlugs = {
  'repos/get-content': {
    caller: 'anyone',
    permissions: [['contents', 'read']],
    role: 'read',
    run(call) {
      const ref = call.query.get('ref') ?? call.repository.defaultBranch;
      const sha = resolveCommit(call.repository.store, ref);
      if (sha === undefined) throw new ApiRefusal(404, `No commit found for the ref ${ref}`);
      const path = (call.parameters.path ?? '').replace(/\/$/, '');
      const [own] = entries(call, [sha, path]);
      if (own === undefined || own.path !== path) throw notFound();
      if (own.mode !== '040000') return { status: 200, body: toContent(call, own, ref) };
      const children = entries(call, [sha, `${path}/`]);
      return { status: 200, body: children.map((child) => toListed(call, child, ref)) };
    },
  },
};

function entries(call: Call, [sha, path]: readonly [string, string]): Entry[] {
  const command = ['--literal-pathspecs', 'ls-tree', '-z', '-l', sha, '--', path];
  const output = runGit(call.repository.store, command).toString('utf8');
  return output
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => {
      const [head = '', name = ''] = record.split(/\t(.*)/s);
      const [mode = '', , object = '', size = '0'] = head.split(/ +/);
      return { mode, sha: object, size: Number(size) || 0, path: name };
    });
}

function toListed({ repository, world }: Call, entry: Entry, ref: string) {
  const type = kinds[entry.mode] ?? 'file';
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${apiUrlOf(world, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const html = `${htmlUrlOf(world, repository)}/blob/${ref}/${path}`;
  const place = type === 'dir' ? 'trees' : 'blobs';
  const git = `${apiUrlOf(world, repository)}/git/${place}/${entry.sha}`;
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url,
    html_url: html,
    git_url: git,
    download_url: type === 'file' ? `${htmlUrlOf(world, repository)}/raw/${ref}/${path}` : null,
    // In listings GitHub calls a submodule a file.
    type: type === 'submodule' ? 'file' : type,
    _links: { self: url, git, html },
  };
}

function toContent(call: Call, entry: Entry, ref: string) {
  const listed = toListed(call, entry, ref);
  if (entry.mode === '160000') {
    return {
      ...listed,
      type: 'submodule',
      submodule_git_url: `${call.world.origin}/${entry.path}.git`,
    };
  }
  const bytes = readObject(call.repository, 'blob', entry.sha);
  if (entry.mode === '120000') return { ...listed, target: bytes.toString('utf8') };
  const isInline = bytes.length <= inlineBytes;
  return {
    ...listed,
    content: isInline ? inLines(bytes) : '',
    encoding: isInline ? 'base64' : 'none',
  };
}
