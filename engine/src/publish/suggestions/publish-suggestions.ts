import { maskSecrets } from '../../models/mask-secrets.ts';
import { formatMarker, readMarker } from '../comment/marker.ts';
import type { GitHubClient } from '../github-client.ts';
import { isOwn } from '../is-own.ts';
import type { PublishPorts } from '../publish-ports.ts';
import { readAllPages } from '../read-all-pages.ts';
import type { PublishTarget } from '../target.ts';
import { writeOnce } from '../write-once.ts';
import type { Suggestion } from './find-suggestions.ts';

/** On one pull request, over all pushes. */
const mostSuggestions = 20;

/**
 * Posts suggestions as one review without a verdict: those that we have not posted before, and never
 * more than 20 on a pull request; none whose line holds a secret. Nothing on one that is closed or has a newer head.
 * @returns how many were posted now
 */
export async function publishSuggestions(
  client: GitHubClient,
  target: PublishTarget,
  suggestions: readonly Suggestion[],
  options: PublishPorts,
): Promise<number> {
  if (suggestions.length === 0) return 0;
  const { owner, repo, pullRequest: pull_number, head } = target;
  const { data: now } = await client.rest.pulls.get({ owner, repo, pull_number });
  if (now.state !== 'open' || now.head.sha !== head) return 0;
  const before = await postedKeys(client, target);
  const fresh = suggestions
    .filter(({ key, body }) => !before.has(key) && maskSecrets(body, options.secrets) === body)
    .slice(0, Math.max(0, mostSuggestions - before.size));
  const [first] = fresh;
  if (first === undefined) return 0;
  const comments = fresh.map(({ path, line, body, key }) => ({
    path,
    line,
    side: 'RIGHT' as const,
    body: `${formatMarker({ instance: target.instance, suggestion: key })}\n${body}`,
  }));
  const review = { owner, repo, pull_number, commit_id: head, event: 'COMMENT' as const, comments };
  await writeOnce(
    {
      create: () => client.rest.pulls.createReview(review),
      // A review is written whole or not at all.
      find: async () => ((await postedKeys(client, target)).has(first.key) ? true : undefined),
    },
    options,
  );
  return fresh.length;
}

/** Keys of every suggestion that we have posted on the pull request; resolved and outdated ones too. */
async function postedKeys(
  { rest }: GitHubClient,
  { owner, repo, pullRequest: pull_number, self, instance }: PublishTarget,
): Promise<Set<string>> {
  const comments = await readAllPages(async (page) => {
    const at = { owner, repo, pull_number, ...page };
    return (await rest.pulls.listReviewComments(at)).data;
  });
  const own = comments.filter((comment) => isOwn(comment, self));
  const markers = own.map(({ body }) => readMarker(body));
  return new Set(
    markers.flatMap((marker) =>
      marker?.instance === instance && marker.suggestion !== undefined ? [marker.suggestion] : [],
    ),
  );
}

/** Every file that the pull request changes, all pages, with the diffs that GitHub shows. */
export async function pullRequestFiles(
  { rest }: GitHubClient,
  { owner, repo, pullRequest: pull_number }: PublishTarget,
) {
  return await readAllPages(
    async (page) => (await rest.pulls.listFiles({ owner, repo, pull_number, ...page })).data,
  );
}
