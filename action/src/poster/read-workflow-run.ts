import { readFileSync } from 'node:fs';
import { GalleyError } from '@galley/engine/errors';
import { textAt } from '../event/value-at.ts';
import type { Runner } from '../runner/runner.ts';

/** The run that made a report, as GitHub itself tells of it. */
export interface WorkflowRun {
  readonly owner: string;
  readonly repo: string;
  /** Full id of the commit that the run was for. */
  readonly head: string;
  /** Owner and branch of the repository that holds it. */
  readonly headOwner: string;
  readonly headBranch: string;
  readonly url: string;
}

/** @throws GalleyError `usage` for a job of another event */
export function readWorkflowRun({ environment }: Pick<Runner, 'environment'>): WorkflowRun {
  const { GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, GITHUB_REPOSITORY = '' } = environment;
  if (GITHUB_EVENT_NAME !== 'workflow_run' || !GITHUB_EVENT_PATH) {
    throw new GalleyError('usage', 'the poster works under `on: workflow_run` alone', {
      hint: 'See site/docs/action.md, "Forks".',
    });
  }
  const payload: unknown = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8'));
  const [owner, repo] = GITHUB_REPOSITORY.split('/');
  const head = textAt(payload, 'workflow_run', 'head_sha');
  const headOwner = textAt(payload, 'workflow_run', 'head_repository', 'owner', 'login');
  const headBranch = textAt(payload, 'workflow_run', 'head_branch');
  const url = textAt(payload, 'workflow_run', 'html_url');
  const event = textAt(payload, 'workflow_run', 'event');
  if (!owner || !repo || !head || !headOwner || !headBranch || !url || event !== 'pull_request') {
    throw new GalleyError('usage', 'the run that ended was not one of a pull request', {
      hint: "Let the job start only `if: github.event.workflow_run.event == 'pull_request'`.",
    });
  }
  return { owner, repo, head, headOwner, headBranch, url };
}
