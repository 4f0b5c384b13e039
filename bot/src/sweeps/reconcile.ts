import type { BotParts } from '../bot-parts.ts';
import type { InstallationNow } from '../github/list-installations.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import { lookShare } from '../intake/look-share.ts';
import {
  listInstallations,
  markInstallationRemoved,
  setInstallationSuspended,
  upsertInstallation,
} from '../store/installations.ts';
import { listOpenPullRequests, touchPullRequest } from '../store/pull-requests.ts';
import {
  listRepositories,
  markRepositoryRemoved,
  upsertRepository,
} from '../store/repositories.ts';

type Parts = Pick<BotParts, 'github' | 'database' | 'queue' | 'config' | 'log'>;

/**
 * Compares what is known with what GitHub has: installations, repositories, open pull requests. What
 * differs is taken over and looked at, whatever webhook was lost.
 */
export async function reconcile(parts: Parts, signal: AbortSignal): Promise<void> {
  const installations = await parts.github.installations();
  await reconcileInstallations(parts, installations);
  for (const installation of installations) {
    signal.throwIfAborted();
    if (installation.isSuspended) continue;
    try {
      await reconcileRepositories(parts, installation, signal);
    } catch (error) {
      signal.throwIfAborted();
      parts.log.warn('reconcile-failed', { account: installation.account, error });
    }
  }
}

async function reconcileInstallations(
  { database }: Parts,
  installations: readonly InstallationNow[],
): Promise<void> {
  const there = new Set(installations.map(({ id }) => id));
  for (const { id, account, accountId, isSuspended } of installations) {
    await upsertInstallation(database, { installationId: id, account, accountId });
    await setInstallationSuspended(database, id, isSuspended);
  }
  for (const { installationId } of await listInstallations(database)) {
    if (!there.has(installationId)) await markInstallationRemoved(database, installationId);
  }
}

async function reconcileRepositories(
  parts: Parts,
  { id: installationId, accountId }: InstallationNow,
  signal: AbortSignal,
): Promise<void> {
  const { github, database, config } = parts;
  const repositories = await github.repositoriesOf(installationId);
  const there = new Set(repositories.map(({ id }) => id));
  for (const known of await listRepositories(database)) {
    if (known.installationId !== installationId || there.has(known.repositoryId)) continue;
    await markRepositoryRemoved(database, known.repositoryId);
  }
  for (const { id: repositoryId, owner, name } of repositories) {
    signal.throwIfAborted();
    const repository = { repositoryId, installationId, owner, name };
    await upsertRepository(database, repository);
    if (!config.tenants.policyOf(owner, name, accountId).isEnabled) continue;
    try {
      const access = await github.openAccess(repository, 'reading');
      await reconcilePullRequests(parts, access, accountId);
    } catch (error) {
      signal.throwIfAborted();
      parts.log.warn('reconcile-failed', { repository: `${owner}/${name}`, error });
    }
  }
}

async function reconcilePullRequests(
  { database, queue }: Parts,
  access: RepositoryAccess,
  accountId: number,
): Promise<void> {
  const { octokit, owner, name: repo, repositoryId } = access;
  const open = await octokit.paginate(octokit.rest.pulls.list, {
    owner,
    repo,
    state: 'open',
    per_page: 100,
  });
  const known = await listOpenPullRequests(database, repositoryId);
  const settled = new Map(known.map(({ number, head, wantedKey }) => [number, wantedKey ?? head]));
  const differing = open
    // Also what is still wanted: whoever was at it may have stopped while nobody listened.
    .filter(({ number, head }) => settled.get(number) !== head.sha)
    .map(({ number, head }) => ({ number, head: head.sha, isOpen: true }));
  const there = new Set(open.map(({ number }) => number));
  const closed = known
    .filter(({ number }) => !there.has(number))
    .map(({ number }) => ({ number, head: undefined, isOpen: false }));
  for (const { number, head, isOpen } of [...differing, ...closed]) {
    await touchPullRequest(database, { repositoryId, number, head, isOpen });
    const share = lookShare({ repositoryId, number, accountId });
    await queue.send('look', { repositoryId, number }, share);
  }
}
