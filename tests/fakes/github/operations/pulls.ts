import { changeBase, editPull } from '../changes/edit-pull.ts';
import { findIssue } from '../changes/issues.ts';
import { mergePull } from '../changes/merge-pull.ts';
import { openPull } from '../changes/open-pull.ts';
import { setPullState } from '../changes/set-pull-state.ts';
import { diffFiles } from '../git/diff-files.ts';
import { readCommits } from '../git/read-commits.ts';
import { mergeBaseOf } from '../state/can-merge.ts';
import type { Issue, Repository } from '../state/model.ts';
import { pullOf } from '../state/pull-of.ts';
import { toCommit, toDiffEntry } from '../views/to-commit.ts';
import { toPullRequest, toPullRequestSimple } from '../views/to-pull-request.ts';
import { type Call, invalid, notFound, type OperationPlugs, writerOf } from './operation.ts';

const reads = { caller: 'anyone', permissions: [['pull_requests', 'read']], role: 'read' } as const;
const writes = {
  caller: 'token',
  permissions: [['pull_requests', 'write']],
  role: 'read',
} as const;

/** Most files that GitHub lists of one pull request. */
const maximumFiles = 3000;

/** Most commits that GitHub lists of one pull request. */
const maximumCommits = 250;

/** Pull requests without their reviews. */
export const pullOperations: OperationPlugs = {
  'pulls/list': { ...reads, run: listPulls },
  'pulls/get': {
    ...reads,
    run: (call) => ({ status: 200, body: toPullRequest(call.world, pullIssueOf(call)) }),
  },
  'pulls/create': { ...writes, run: createPull },
  'pulls/update': { ...writes, run: updatePull },
  'pulls/merge': {
    ...writes,
    permissions: [['contents', 'write']],
    role: 'write',
    run: (call) => {
      const { sha } = (call.body ?? {}) as { sha?: string };
      const by = writerOf(call).account;
      const merged = mergePull(call.world, pullIssueOf(call), { by, sha });
      const body = { merged: true, message: 'Pull Request successfully merged', sha: merged };
      return { status: 200, body };
    },
  },
  'pulls/list-files': {
    ...reads,
    run: (call) => {
      const issue = pullIssueOf(call);
      const { headSha: sha } = pullOf(issue);
      const base = mergeBaseOf(issue);
      const files = base === undefined ? [] : diffFiles(call.repository.store, base, sha);
      return {
        list: files
          .slice(0, maximumFiles)
          .map((file) => toDiffEntry(call.world, call.repository, { file, sha })),
      };
    },
  },
  'pulls/list-commits': {
    ...reads,
    run: (call) => {
      const { baseSha, headSha } = pullOf(pullIssueOf(call));
      const commits = readCommits(call.repository.store, [`${baseSha}..${headSha}`]).reverse();
      return {
        list: commits
          .slice(0, maximumCommits)
          .map((commit) => toCommit(call.world, call.repository, commit)),
      };
    },
  },
};

/** The pull request that the path names. */
export function pullIssueOf({ parameters, repository }: Call): Issue {
  const issue = findIssue(repository, parameters.pull_number ?? '');
  if (issue.pull === undefined) throw notFound();
  return issue;
}

function listPulls(call: Call) {
  const { query } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const found = [...call.repository.issues.values()]
    .filter((issue) => issue.pull !== undefined)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter(({ pull }) => (query.get('base') ?? pull?.baseBranch) === pull?.baseBranch)
    .filter(({ pull }) => head === null || `${pull?.headOwner.login}:${pull?.headBranch}` === head);
  const isUpdated = query.get('sort') === 'updated';
  found.sort((a, b) =>
    isUpdated && a.updatedAt !== b.updatedAt
      ? a.updatedAt < b.updatedAt
        ? -1
        : 1
      : a.number - b.number,
  );
  // Newest first, unless they are sorted by something else.
  const direction =
    query.get('direction') ?? ((query.get('sort') ?? 'created') === 'created' ? 'desc' : 'asc');
  if (direction === 'desc') found.reverse();
  return { list: found.map((issue) => toPullRequestSimple(call.world, issue)) };
}

function createPull(call: Call) {
  const request = call.body as {
    title?: string;
    head: string;
    base: string;
    body?: string | null;
    draft?: boolean;
  };
  const [owner, head = owner] = request.head.split(':') as [string, string?];
  const from = request.head.includes(':') ? headRepository(call, owner) : call.repository;
  if (request.title === undefined) throw invalid('PullRequest', 'title', 'missing_field');
  const issue = openPull(call.world, call.repository, {
    title: request.title,
    body: request.body ?? null,
    base: request.base,
    head,
    from,
    isDraft: request.draft ?? false,
    by: writerOf(call),
  });
  return { status: 201, body: toPullRequest(call.world, issue) };
}

function headRepository({ repository, world }: Call, owner: string): Repository {
  const found = world.repositories.find(
    (each) =>
      each.owner.login === owner &&
      (each === repository || each.parent === repository || repository.parent === each),
  );
  if (found === undefined) throw invalid('PullRequest', 'head');
  return found;
}

function updatePull(call: Call) {
  const issue = pullIssueOf(call);
  const { base, body, state, title } = call.body as {
    title?: string;
    body?: string | null;
    state?: 'open' | 'closed';
    base?: string;
  };
  const by = writerOf(call).account;
  if (base !== undefined) changeBase(call.world, issue, { base, by });
  if (title !== undefined || body !== undefined) {
    const texts = {
      ...(title === undefined ? {} : { title }),
      ...(body === undefined ? {} : { body }),
    };
    editPull(call.world, issue, { ...texts, by });
  }
  if (state !== undefined) setPullState(call.world, issue, { state, by });
  return { status: 200, body: toPullRequest(call.world, issue) };
}
