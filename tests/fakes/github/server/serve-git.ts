import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { allow } from '../access/allow.ts';
import { authenticate, type Caller } from '../access/authenticate.ts';
import { branchMoved } from '../changes/branch-moved.ts';
import { gitEnvironment, tryGit } from '../git/run-git.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Account, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';

const gitPath = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether an address belongs to the Git protocol. */
export function isGitPath(path: string): boolean {
  return gitPath.test(path);
}

/** Serves fetches and pushes through `git http-backend`; a push has the effects it has on GitHub. */
export async function serveGit(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = new URL(request.url ?? '/', world.origin);
  const [, owner = '', name = '', service = ''] = gitPath.exec(address.pathname) ?? [];
  const writes = `${service}${address.search}`.includes('git-receive-pack');
  try {
    const repository = world.repositories.find(
      (each) => each.owner.login === owner && each.name === name,
    );
    const caller = admit(world, request.headers.authorization, { repository, writes });
    if (repository === undefined) throw new ApiRefusal(404, 'Repository not found.');
    const before = readRefs(repository);
    await runBackend(request, response, { address, repository, service });
    if (writes && request.method === 'POST') {
      announceMoves(world, repository, { before, by: accountOf(caller) });
    }
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const wantsName = error.status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
    response.writeHead(error.status, { 'content-type': 'text/plain', ...wantsName });
    response.end(`${error.message}\n`);
  }
}

function admit(
  world: World,
  header: string | undefined,
  wish: { readonly repository: Repository | undefined; readonly writes: boolean },
): Caller {
  const caller = authenticate(world, header);
  const isOpen = wish.repository?.isPrivate === false && !wish.writes;
  if (caller.kind === 'nobody' && !isOpen) throw new ApiRefusal(401, 'Authentication required');
  const level = wish.writes ? 'write' : 'read';
  allow(
    caller,
    { caller: 'anyone', permissions: [['contents', level]], role: level },
    wish.repository,
  );
  return caller;
}

function runBackend(
  request: IncomingMessage,
  response: ServerResponse,
  target: { readonly address: URL; readonly repository: Repository; readonly service: string },
): Promise<void> {
  const { address, repository, service } = target;
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROJECT_ROOT: repository.store.path,
      PATH_INFO: `/${service}`,
      QUERY_STRING: address.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'x-access-token',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  // The backend may answer and leave before it has read everything.
  child.stdin.on('error', () => request.resume());
  let head = Buffer.alloc(0);
  let isHeadSent = false;
  child.stdout.on('data', (chunk: Buffer) => {
    if (isHeadSent) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    isHeadSent = true;
    sendHead(response, head.subarray(0, end).toString('latin1'));
    response.write(head.subarray(end + 4));
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      if (!isHeadSent) response.writeHead(500);
      response.end();
      resolve();
    });
  });
}

function sendHead(response: ServerResponse, head: string): void {
  const lines = head.split('\r\n').map((line) => line.split(/: ?(.*)/s) as [string, string]);
  const status = lines.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200';
  const headers = lines.filter(([name]) => name.toLowerCase() !== 'status');
  response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers));
}

function readRefs(repository: Repository): Map<string, string> {
  const format = '--format=%(refname) %(objectname)';
  const output = tryGit(repository.store, 'for-each-ref', format, 'refs/heads', 'refs/tags') ?? '';
  const lines = output.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => line.split(' ') as [string, string]));
}

function announceMoves(
  world: World,
  repository: Repository,
  options: { readonly before: ReadonlyMap<string, string>; readonly by: Account },
): void {
  const { before, by } = options;
  const after = readRefs(repository);
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const move = { ref, before: before.get(ref), after: after.get(ref), by };
    if (move.before !== move.after) branchMoved(world, repository, move);
  }
}

function accountOf(caller: Caller): Account {
  if (caller.kind === 'user') return caller.account;
  if (caller.kind === 'installation') return caller.installation.app.bot;
  throw new ApiRefusal(401, 'Authentication required');
}
