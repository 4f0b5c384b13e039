import { diffFiles } from '../git/diff-files.ts';
import { type CommitText, readCommit, readCommits, resolveCommit } from '../git/read-commits.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import { apiUrlOf, htmlUrlOf } from '../views/addresses.ts';
import { toCommit, toDiffEntry } from '../views/to-commit.ts';
import { toPullRequestSimple } from '../views/to-pull-request.ts';
import { toRepository } from '../views/to-repository.ts';
import { type Call, notFound, type OperationPlugs } from './operation.ts';
import { isProtected, toProtection } from './protection.ts';

const open = { caller: 'anyone', permissions: [['metadata', 'read']], role: 'read' } as const;
const reads = { caller: 'anyone', permissions: [['contents', 'read']], role: 'read' } as const;

/** Repositories, branches, commits and comparisons. */
export const repositoryOperations: OperationPlugs = {
  'repos/get': {
    ...open,
    run: ({ repository, world }) => ({ status: 200, body: toRepository(world, repository) }),
  },
  'repos/list-branches': {
    ...reads,
    run: (call) => {
      const api = apiUrlOf(call.world, call.repository);
      const wanted = call.query.get('protected');
      const branches = branchesOf(call)
        .map(({ name, sha }) => ({
          name,
          commit: { sha, url: `${api}/commits/${sha}` },
          protected: isProtected(call.repository, name),
        }))
        .filter((branch) => wanted === null || String(branch.protected) === wanted);
      return { list: branches };
    },
  },
  'repos/get-branch': { ...reads, run: getBranch },
  'repos/list-commits': {
    ...reads,
    run: (call) => {
      const { query, repository, world } = call;
      const sha = commitOf(call, query.get('sha') ?? repository.defaultBranch);
      const limits = ['since', 'until', 'author', 'committer'].flatMap((name) => {
        const value = query.get(name);
        return value === null ? [] : [`--${name}=${value}`];
      });
      const path = query.get('path');
      const commits = readCommits(repository.store, [...limits, sha], path === null ? [] : [path]);
      return { list: commits.map((commit) => toCommit(world, repository, commit)) };
    },
  },
  'repos/get-commit': { ...reads, run: getCommit },
  'repos/compare-commits-with-basehead': { ...reads, run: compare },
  'repos/list-pull-requests-associated-with-commit': {
    ...reads,
    permissions: [['pull_requests', 'read']],
    run: (call) => {
      const { store, issues } = call.repository;
      const sha = commitOf(call, call.parameters.commit_sha);
      const holds = (base: string, head: string) =>
        tryGit(store, 'merge-base', '--is-ancestor', sha, head) !== undefined &&
        tryGit(store, 'merge-base', '--is-ancestor', sha, base) === undefined;
      const found = [...issues.values()].filter(
        ({ pull }) =>
          pull !== undefined && (pull.mergeCommitSha === sha || holds(pull.baseSha, pull.headSha)),
      );
      return { list: found.map((issue) => toPullRequestSimple(call.world, issue)) };
    },
  },
};

function getBranch(call: Call) {
  const { repository, world } = call;
  const name = call.parameters.branch ?? '';
  const found = branchesOf(call).find((branch) => branch.name === name);
  if (found === undefined) throw new ApiRefusal(404, 'Branch not found');
  const self = `${apiUrlOf(world, repository)}/branches/${name}`;
  const body = {
    name,
    commit: toCommit(world, repository, readCommit(repository.store, found.sha)),
    _links: { self, html: `${htmlUrlOf(world, repository)}/tree/${name}` },
    protected: isProtected(repository, name),
    protection: toProtection(world, repository, name),
    protection_url: `${self}/protection`,
  };
  return { status: 200, body };
}

function getCommit(call: Call) {
  const { repository, world } = call;
  const commit = readCommit(repository.store, commitOf(call, call.parameters.ref));
  const { sha } = commit;
  if (call.accept.includes('sha')) {
    return { status: 200, body: sha, mediaType: 'application/vnd.github.sha' };
  }
  const files = diffFiles(repository.store, parentOf(call, commit), sha);
  const sum = (key: 'additions' | 'deletions') => files.reduce((all, file) => all + file[key], 0);
  const [additions, deletions] = [sum('additions'), sum('deletions')];
  const body = {
    ...toCommit(world, repository, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: files.map((file) => toDiffEntry(world, repository, { file, sha })),
  };
  return { status: 200, body };
}

function compare(call: Call) {
  const { repository, world } = call;
  const { store } = repository;
  const [baseName, headName] = (call.parameters.basehead ?? '').split('...');
  if (headName === undefined) throw notFound();
  const [base, head] = [compared(call, baseName ?? ''), compared(call, headName)];
  const mergeBase = tryGit(store, 'merge-base', base, head);
  if (mergeBase === undefined) {
    throw new ApiRefusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  }
  if (call.accept.includes('diff')) {
    const body = runGit(store, ['diff', mergeBase, head]).toString('utf8');
    return { status: 200, body, mediaType: 'application/vnd.github.diff' };
  }
  const ahead = readCommits(store, [`${base}..${head}`]).reverse();
  const behind = Number(tryGit(store, 'rev-list', '--count', `${head}..${base}`));
  const state = ['identical', 'ahead', 'behind', 'diverged'] as const;
  const view = (commit: CommitText) => toCommit(world, repository, commit);
  const place = `${baseName}...${headName}`;
  const html = `${htmlUrlOf(world, repository)}/compare/${place}`;
  const body = {
    url: `${apiUrlOf(world, repository)}/compare/${place}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: view(readCommit(store, base)),
    merge_base_commit: view(readCommit(store, mergeBase)),
    status: state[(ahead.length > 0 ? 1 : 0) + (behind > 0 ? 2 : 0)],
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.slice(0, 250).map(view),
    files: diffFiles(store, mergeBase, head)
      .slice(0, 300)
      .map((file) => toDiffEntry(world, repository, { file, sha: head })),
  };
  return { status: 200, body };
}

/** A side of a comparison: a branch, a commit, or `owner:branch` of a fork, whose commits are shared. */
function compared(call: Call, name: string): string {
  const [owner, branch] = name.split(':');
  if (branch === undefined) return commitOf(call, name);
  const other = call.world.repositories.find(
    (each) =>
      each.owner.login === owner && (each === call.repository || each.parent === call.repository),
  );
  const sha = other === undefined ? undefined : resolveCommit(other.store, branch);
  if (sha === undefined || other === undefined) throw notFound();
  if (other !== call.repository) {
    runGit(call.repository.store, ['fetch', '-q', '--no-tags', other.store.path, sha]);
  }
  return sha;
}

function branchesOf({ repository }: Call): { readonly name: string; readonly sha: string }[] {
  const format = '--format=%(objectname) %(refname:lstrip=2)';
  const output = tryGit(repository.store, 'for-each-ref', format, 'refs/heads') ?? '';
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ sha: line.slice(0, 40), name: line.slice(41) }));
}

function commitOf({ repository }: Call, name: string | undefined): string {
  const sha = resolveCommit(repository.store, name ?? '');
  if (sha === undefined) throw new ApiRefusal(422, `No commit found for SHA: ${name}`);
  return sha;
}

function parentOf({ repository }: Call, commit: CommitText): string {
  // A first commit is compared with the tree that has nothing in it.
  const empty = () => runGit(repository.store, ['mktree']).toString().trim();
  return commit.parents[0] ?? empty();
}
