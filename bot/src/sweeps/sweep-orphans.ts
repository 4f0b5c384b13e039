import type { BotParts } from '../bot-parts.ts';
import { shareOf } from '../effects/publish-effects.ts';
import { repositoriesWithUnwrittenRuns } from '../history/history-rows.ts';
import { lookShare } from '../intake/look-share.ts';
import { closeLostRuns } from '../money/close-lost-runs.ts';
import type { SendOptions } from '../queue/queue.ts';
import { repositoriesWithWaitingEffects } from '../store/effects.ts';
import { unsettledPullRequests } from '../store/pull-requests.ts';
import { findRepository } from '../store/repositories.ts';

/**
 * Has looked at again whatever somebody left unfinished: pull requests whose newest event was never
 * concluded, wishes that nobody carried out, runs whose worker is gone, records
 * that nobody wrote.
 */
export async function sweepOrphans({
  database,
  queue,
  log,
}: Pick<BotParts, 'database' | 'queue' | 'log'>): Promise<void> {
  const lost = await closeLostRuns(database);
  if (lost.length > 0) log.warn('runs-lost', { runs: lost.length });
  for (const repositoryId of await repositoriesWithUnwrittenRuns(database)) {
    const known = await findRepository(database, repositoryId);
    if (known !== undefined)
      await queue.send('history', { repositoryId }, reminderOf(shareOf(known)));
  }
  for (const known of await unsettledPullRequests(database)) {
    const { repositoryId, number } = known;
    await queue.send('look', { repositoryId, number }, reminderOf(lookShare(known)));
  }
  for (const repository of await repositoriesWithWaitingEffects(database)) {
    const { repositoryId } = repository;
    await queue.send('publish', { repositoryId }, reminderOf(shareOf(repository)));
  }
}

/** What waits for its time, because GitHub asked to wait, goes on waiting. */
function reminderOf(share: SendOptions): SendOptions {
  return { ...share, isReminder: true };
}
