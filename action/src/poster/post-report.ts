import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { workspaceOf } from '../commands/step.ts';
import { openClient } from '../github/open-client.ts';
import { postComment } from '../github/post-comment.ts';
import { jobSecrets } from '../models/job-secrets.ts';
import { reportError } from '../runner/report-error.ts';
import type { Runner } from '../runner/runner.ts';
import { findPullRequest } from './find-pull-request.ts';
import { neutraliseMarkdown } from './neutralise-markdown.ts';
import { readReport } from './read-report.ts';
import { readWorkflowRun } from './read-workflow-run.ts';

/**
 * Posts the report that a fork's job left as an artifact, and resolves to the exit code of the process;
 * never throws. The artifact is read as text of a stranger: it chooses neither the pull request nor
 * what is done, and nothing of it is executed.
 */
export async function postReport(runner: Runner): Promise<number> {
  try {
    const run = readWorkflowRun(runner);
    const token = runner.input('github-token');
    if (token === '') throw new GalleyError('usage', 'the poster needs the input `github-token`');
    const report = readReport(join(workspaceOf(runner), runner.input('report-path')));
    if (report.head !== run.head) {
      throw new GalleyError('usage', 'the artifact is of another commit than the run', {
        hint: 'Download it with the `run-id` of the event.',
      });
    }
    const client = openClient(token);
    const pullRequest = await findPullRequest(client, run);
    if (pullRequest === undefined) {
      runner.notice('No open pull request is at the commit of the run: nothing was posted.');
      return 0;
    }
    const posted = await postComment(client, commentOf(report.text, run.url), {
      ...{ owner: run.owner, repo: run.repo, pullRequest, head: run.head },
      ...{ mode: 'update', project: report.project, token },
      clock: runner.clock,
      secrets: jobSecrets(runner, token),
    });
    if (typeof posted !== 'object') {
      runner.note(`comment: ${posted}`);
      return 0;
    }
    runner.error(`No comment was posted, because ${posted.refused}.`);
    return 3;
  } catch (error) {
    return reportError(error, runner);
  }
}

function commentOf(text: string, url: string): string {
  if (text.trim() === '') return '';
  const origin = `> From a [workflow run of a fork](${url}): its report is shown as it is, and nothing vouches for it.`;
  return `${origin}\n\n${neutraliseMarkdown(text)}`;
}
