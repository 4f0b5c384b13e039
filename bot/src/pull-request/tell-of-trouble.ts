import { failedReport } from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import { checkEffect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import { wishFor } from '../store/effects.ts';
import { findPullRequest } from '../store/pull-requests.ts';

/** How often it is tried before people are told. */
const patience = 4;

/**
 * Has the checks say that a pull request cannot be looked at, when trying again did not help, and goes on
 * trying. What GitHub's limits put off is no trouble.
 * @throws what went wrong
 */
export async function tellOfTrouble(
  { database, queue }: Pick<BotParts, 'database' | 'queue'>,
  { repositoryId, number }: PullRequestKey,
  { error, retries }: { readonly error: unknown; readonly retries: number },
): Promise<never> {
  const isPutOff = (error as { retryAfterMs?: number }).retryAfterMs !== undefined;
  const known =
    retries < patience || isPutOff
      ? undefined
      : await findPullRequest(database, repositoryId, number);
  if (known?.isOpen && known.head !== undefined && !known.isRemoved) {
    const { head, attempt } = known;
    const why =
      'Galley cannot look at this commit at the moment; it goes on trying, and the log of the bot says why';
    const reports = [failedReport('validate', why), failedReport('gate', why)];
    const wishes = reports.map((report) => checkEffect(known, { head, attempt, report }));
    await database.transaction(async (sql) => {
      await wishFor(sql, repositoryId, wishes);
      await queue.send('publish', { repositoryId }, { ...shareOf(known), within: sql });
    });
  }
  throw error;
}
