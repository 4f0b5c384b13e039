import type { Client } from '../github/open-client.ts';
import type { WorkflowRun } from './read-workflow-run.ts';

/**
 * Number of the one open pull request whose head is the run's commit; `undefined` when there is none,
 * or more than one, by GitHub's own word and never the artifact's.
 */
export async function findPullRequest(
  client: Client,
  { owner, repo, head, headOwner, headBranch }: WorkflowRun,
): Promise<number | undefined> {
  const { data } = await client.rest.pulls.list({
    owner,
    repo,
    state: 'open',
    head: `${headOwner}:${headBranch}`,
    per_page: 100,
  });
  const [found, another] = data.filter((pull) => pull.head.sha === head);
  return another === undefined ? found?.number : undefined;
}
