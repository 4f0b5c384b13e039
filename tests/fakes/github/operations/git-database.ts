import { branchMoved } from '../changes/branch-moved.ts';
import { readCommit, resolveCommit } from '../git/read-commits.ts';
import { readRef } from '../git/read-ref.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Repository } from '../state/model.ts';
import { apiUrlOf } from '../views/addresses.ts';
import { nodeId } from '../views/node-id.ts';
import { toGitCommit } from '../views/to-commit.ts';
import { type Call, notFound, type OperationPlugs, writerOf } from './operation.ts';

const reads = { caller: 'anyone', permissions: [['contents', 'read']], role: 'read' } as const;
const writes = { caller: 'token', permissions: [['contents', 'write']], role: 'write' } as const;

interface TreeEntry {
  readonly path?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

/** Refs, blobs, trees and commits, one object at a time. */
export const gitOperations: OperationPlugs = {
  'git/get-ref': {
    ...reads,
    run: (call) => {
      const ref = `refs/${call.parameters.ref}`;
      const sha = readRef(call.repository.store, ref);
      if (sha === undefined) throw notFound();
      return { status: 200, body: toRef(call, ref, sha) };
    },
  },
  'git/list-matching-refs': {
    ...reads,
    run: (call) => {
      const format = '--format=%(objectname) %(refname)';
      const output = tryGit(call.repository.store, 'for-each-ref', format) ?? '';
      const refs = output.split('\n').map((line) => line.split(' ') as [string, string?]);
      const start = `refs/${call.parameters.ref}`;
      const matching = refs.filter(([, name]) => name?.startsWith(start) === true);
      return { list: matching.map(([sha, name = '']) => toRef(call, name, sha)) };
    },
  },
  'git/create-ref': {
    ...writes,
    run: (call) => {
      const { ref, sha } = call.body as { ref: string; sha: string };
      if (!/^refs\/[^/]+\/./.test(ref)) {
        throw new ApiRefusal(
          422,
          "Reference name must start with 'refs/' and contain at least two slashes.",
        );
      }
      if (readRef(call.repository.store, ref) !== undefined) {
        throw new ApiRefusal(422, 'Reference already exists');
      }
      moveRef(call, { ref, before: undefined, after: knownCommit(call, sha) });
      return { status: 201, body: toRef(call, ref, sha) };
    },
  },
  'git/update-ref': {
    ...writes,
    run: (call) => {
      const { force = false, sha } = call.body as { sha: string; force?: boolean };
      const ref = `refs/${call.parameters.ref}`;
      const before = existingRef(call, ref);
      const after = knownCommit(call, sha);
      const isForward =
        tryGit(call.repository.store, 'merge-base', '--is-ancestor', before, after) !== undefined;
      if (!isForward && !force) throw new ApiRefusal(422, 'Update is not a fast forward');
      moveRef(call, { ref, before, after });
      return { status: 200, body: toRef(call, ref, after) };
    },
  },
  'git/delete-ref': {
    ...writes,
    run: (call) => {
      const ref = `refs/${call.parameters.ref}`;
      moveRef(call, { ref, before: existingRef(call, ref), after: undefined });
      return { status: 204 };
    },
  },
  'git/get-blob': {
    ...reads,
    run: (call) => {
      const sha = call.parameters.file_sha ?? '';
      const content = readObject(call.repository, 'blob', sha);
      return {
        status: 200,
        body: {
          ...shortBlob(call, sha),
          node_id: nodeId('B', call.repository.id) + sha,
          size: content.length,
          content: inLines(content),
          encoding: 'base64',
        },
      };
    },
  },
  'git/create-blob': {
    ...writes,
    run: (call) => {
      const { content, encoding = 'utf-8' } = call.body as { content: string; encoding?: string };
      const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
      return { status: 201, body: shortBlob(call, writeBlob(call.repository, bytes)) };
    },
  },
  'git/get-tree': {
    ...reads,
    run: (call) => {
      const { store } = call.repository;
      const name = call.parameters.tree_sha ?? '';
      const commit = resolveCommit(store, name);
      const sha = tryGit(store, 'rev-parse', '-q', '--verify', `${commit ?? name}^{tree}`);
      if (sha === undefined) throw notFound();
      return { status: 200, body: toTree(call, sha, call.query.has('recursive')) };
    },
  },
  'git/create-tree': {
    ...writes,
    run: (call) => ({ status: 201, body: toTree(call, writeTree(call), false) }),
  },
  'git/get-commit': {
    ...reads,
    run: (call) => {
      const { commit_sha: sha = '' } = call.parameters;
      if (!/^[0-9a-f]{40}$/.test(sha) || resolveCommit(call.repository.store, sha) !== sha) {
        throw notFound();
      }
      const commit = readCommit(call.repository.store, sha);
      return { status: 200, body: toGitCommit(call.world, call.repository, commit) };
    },
  },
  'git/create-commit': { ...writes, run: createCommit },
};

function createCommit(call: Call) {
  const {
    author,
    committer,
    message,
    parents = [],
    tree,
  } = call.body as {
    message: string;
    tree: string;
    parents?: readonly string[];
    author?: { name: string; email: string; date?: string };
    committer?: { name?: string; email?: string; date?: string };
  };
  const { store } = call.repository;
  if (tryGit(store, 'cat-file', '-e', `${tree}^{tree}`) === undefined) {
    throw new ApiRefusal(422, 'Tree SHA does not exist');
  }
  const { login } = writerOf(call).account;
  const own = { name: login, email: `${login}@users.noreply.github.com` };
  const by = { ...own, date: call.world.now(), ...author };
  const committed = { ...by, ...committer };
  const environment = {
    GIT_AUTHOR_NAME: by.name,
    GIT_AUTHOR_EMAIL: by.email,
    GIT_AUTHOR_DATE: by.date,
    GIT_COMMITTER_NAME: committed.name,
    GIT_COMMITTER_EMAIL: committed.email,
    GIT_COMMITTER_DATE: committed.date,
  };
  const command = [
    'commit-tree',
    tree,
    ...parents.flatMap((sha) => ['-p', knownCommit(call, sha)]),
  ];
  const sha = runGit(store, command, { input: message, environment }).toString().trim();
  const commit = readCommit(store, sha);
  return { status: 201, body: toGitCommit(call.world, call.repository, commit) };
}

function writeTree(call: Call): string {
  const { base_tree: base, tree } = call.body as { base_tree?: string; tree: readonly TreeEntry[] };
  const { store } = call.repository;
  const environment = { GIT_INDEX_FILE: `${store.path}/index-${call.world.nextId()}` };
  if (base !== undefined) {
    if (tryGit(store, 'cat-file', '-e', `${base}^{tree}`) === undefined) {
      throw new ApiRefusal(422, 'base_tree is not a valid tree oid');
    }
    runGit(store, ['read-tree', `${base}^{tree}`], { environment });
  }
  const lines = tree.map(({ content, mode = '100644', path = '', sha }) => {
    const blob = content === undefined ? sha : writeBlob(call.repository, Buffer.from(content));
    return blob === null ? `0 ${'0'.repeat(40)}\t${path}\0` : `${mode} ${blob} 0\t${path}\0`;
  });
  const input = lines.join('');
  runGit(store, ['update-index', '-z', '--add', '--index-info'], { environment, input });
  return runGit(store, ['write-tree'], { environment }).toString().trim();
}

function toTree(call: Call, sha: string, isRecursive: boolean) {
  const { store } = call.repository;
  const api = `${apiUrlOf(call.world, call.repository)}/git`;
  const flags = isRecursive ? ['-r', '-t'] : [];
  const records = runGit(store, ['ls-tree', '-z', '-l', ...flags, sha])
    .toString('utf8')
    .split('\0');
  const tree = records
    .filter((record) => record !== '')
    .map((record) => {
      const [head = '', path = ''] = record.split(/\t(.*)/s);
      const [mode = '', type = '', object = '', size = '-'] = head.split(/ +/);
      const url = `${api}/${type === 'tree' ? 'trees' : 'blobs'}/${object}`;
      return {
        path,
        mode,
        type,
        sha: object,
        ...(size === '-' ? {} : { size: Number(size) }),
        url,
      };
    });
  return { sha, url: `${api}/trees/${sha}`, tree, truncated: false };
}

/** The bytes of an object of a type. */
export function readObject(repository: Repository, type: 'blob', sha: string): Buffer {
  if (!/^[0-9a-f]{40}$/.test(sha) || tryGit(repository.store, 'cat-file', '-t', sha) !== type) {
    throw notFound();
  }
  return runGit(repository.store, ['cat-file', type, sha]);
}

/** Base64 in lines of 60, as GitHub writes it. */
export function inLines(content: Buffer): string {
  return content.toString('base64').replace(/.{60}|.+$/g, (line) => `${line}\n`);
}

function writeBlob(repository: Repository, bytes: Buffer): string {
  const command = ['hash-object', '-w', '--stdin'];
  return runGit(repository.store, command, { input: bytes }).toString().trim();
}

function shortBlob({ repository, world }: Call, sha: string) {
  return { sha, url: `${apiUrlOf(world, repository)}/git/blobs/${sha}` };
}

function moveRef(
  call: Call,
  move: {
    readonly ref: string;
    readonly before: string | undefined;
    readonly after: string | undefined;
  },
): void {
  const { store } = call.repository;
  const { after, before, ref } = move;
  runGit(store, after === undefined ? ['update-ref', '-d', ref] : ['update-ref', ref, after]);
  branchMoved(call.world, call.repository, { ref, before, after, by: writerOf(call).account });
}

function existingRef(call: Call, ref: string): string {
  const sha = readRef(call.repository.store, ref);
  if (sha === undefined) throw new ApiRefusal(422, 'Reference does not exist');
  return sha;
}

function knownCommit(call: Call, sha: string): string {
  if (/^[0-9a-f]{40}$/.test(sha) && resolveCommit(call.repository.store, sha) === sha) return sha;
  throw new ApiRefusal(422, 'Object does not exist');
}

function toRef({ repository, world }: Call, ref: string, sha: string) {
  const api = `${apiUrlOf(world, repository)}/git`;
  const object = { type: 'commit', sha, url: `${api}/commits/${sha}` };
  return { ref, node_id: nodeId('REF', repository.id) + ref, url: `${api}/${ref}`, object };
}
