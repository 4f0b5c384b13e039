import { readFileSync } from 'node:fs';
import { GalleyError } from '@galley/engine/errors';
import type { Runner } from '../runner/runner.ts';
import { textAt, valueAt } from './value-at.ts';

/** The pull request that a job runs for. */
export interface EventPullRequest {
  readonly number: number;
  /** Full id of the head commit, never of GitHub's merge commit. */
  readonly head: string;
  /** True when head lies in another repository: such a job has no secrets and a token that only reads. */
  readonly isFork: boolean;
}

/** What happened, as far as a proof wants to know. */
export interface RunEvent {
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: EventPullRequest | undefined;
  /** Full id of the commit to judge. */
  readonly head: string;
  /** What to compare with: a branch's name, or the full id of a commit. */
  readonly base: string | undefined;
  /** True when head was pushed to the default branch: what it holds is what holds. */
  readonly isDefaultPush: boolean;
}

const noCommit = /^0+$/;

/**
 * Reads the event of the job.
 * @throws GalleyError `usage` outside of GitHub Actions, and where a pull request's head would be judged
 * with rights that it must not have
 */
export function readEvent({ environment }: Pick<Runner, 'environment'>): RunEvent {
  const name = environment.GITHUB_EVENT_NAME ?? '';
  refusePrivileged(name);
  const [owner = '', repo = ''] = (environment.GITHUB_REPOSITORY ?? '').split('/');
  const head = environment.GITHUB_SHA ?? '';
  if (owner === '' || repo === '' || !/^[0-9a-f]{40,64}$/.test(head)) {
    throw new GalleyError('usage', 'this is no job of GitHub Actions', {
      hint: 'GITHUB_REPOSITORY and GITHUB_SHA are not set. On a laptop use the galley command.',
    });
  }
  const payload = readPayload(environment.GITHUB_EVENT_PATH);
  const base = textAt(payload, 'repository', 'default_branch');
  const nothing = { pullRequest: undefined, isDefaultPush: false };
  const common = { name, owner, repo, head, base, ...nothing };
  // Reviews and their comments tell of one too, and of forks.
  const isOfPullRequest = valueAt(payload, 'pull_request') !== undefined;
  if (name === 'pull_request' || isOfPullRequest) return { ...common, ...ofPullRequest(payload) };
  if (name === 'merge_group') return { ...common, ...ofMergeGroup(payload) };
  if (name === 'push') return { ...common, ...ofPush(payload, base) };
  return common;
}

/**
 * Both events run with the secrets of the base branch. What a stranger wrote is not judged there: it
 * would be read next to those secrets.
 */
function refusePrivileged(name: string): void {
  if (name !== 'pull_request_target' && name !== 'workflow_run') return;
  throw new GalleyError('usage', `a pull request's head is not judged under \`${name}\``, {
    hint: `That event has the repository's secrets and a token that writes. Use \`on: pull_request\`, and for forks the poster: site/docs/action.md, "Forks".`,
  });
}

function ofPullRequest(payload: unknown): Pick<RunEvent, 'pullRequest' | 'head' | 'base'> {
  const number = valueAt(payload, 'pull_request', 'number');
  const head = textAt(payload, 'pull_request', 'head', 'sha');
  const base = textAt(payload, 'pull_request', 'base', 'ref');
  if (typeof number !== 'number' || head === undefined || base === undefined) throw unreadable();
  const from = valueAt(payload, 'pull_request', 'head', 'repo', 'id');
  const isFork =
    from === undefined || from !== valueAt(payload, 'pull_request', 'base', 'repo', 'id');
  return { pullRequest: { number, head, isFork }, head, base };
}

/** The group is judged against the branch, so earlier pull requests of the queue are part of it. */
function ofMergeGroup(payload: unknown): Pick<RunEvent, 'head' | 'base'> {
  const head = textAt(payload, 'merge_group', 'head_sha');
  const base = textAt(payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, '');
  if (head === undefined || base === undefined) throw unreadable();
  return { head, base };
}

/** What the push added; all that is not on the default branch for a new branch. */
function ofPush(
  payload: unknown,
  defaultBranch: string | undefined,
): Pick<RunEvent, 'head' | 'base' | 'isDefaultPush'> {
  const head = textAt(payload, 'after');
  const before = textAt(payload, 'before');
  if (head === undefined || noCommit.test(head)) {
    throw new GalleyError('usage', 'a branch was deleted: there is nothing to judge');
  }
  return {
    head,
    base: before === undefined || noCommit.test(before) ? defaultBranch : before,
    isDefaultPush:
      defaultBranch !== undefined && textAt(payload, 'ref') === `refs/heads/${defaultBranch}`,
  };
}

function readPayload(file: string | undefined): unknown {
  if (!file) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new GalleyError('file-unreadable', 'the event of the job cannot be read', { cause });
  }
}

function unreadable(): GalleyError {
  return new GalleyError('usage', 'the event does not say what is to be judged', {
    hint: 'GITHUB_EVENT_PATH holds another event than GITHUB_EVENT_NAME says.',
  });
}
