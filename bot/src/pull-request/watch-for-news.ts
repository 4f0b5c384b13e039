import type { BotParts } from '../bot-parts.ts';
import { findPullRequest } from '../store/pull-requests.ts';
import type { Assessment } from './assess.ts';

const everyMs = 1_000;

/** Why work that costs money was ended before its time. */
export type Overtaken = 'newer-commit' | 'newer-run' | 'closed' | 'cancelled';

/**
 * Aborts when what is being evaluated is no longer what anybody waits for: a newer commit, a newer wish, a
 * closed pull request, `/galley cancel`. The database is asked, so that it does not matter who heard of it.
 */
export function watchForNews(
  { database, clock, log }: Pick<BotParts, 'database' | 'clock' | 'log'>,
  { known, now }: Pick<Assessment, 'known' | 'now'>,
): { readonly signal: AbortSignal; overtakenBy(): Overtaken | undefined; stop(): void } {
  const ended = new AbortController();
  const overtaken = new AbortController();
  let reason: Overtaken | undefined;

  async function watch(): Promise<void> {
    for (;;) {
      await clock.sleep(everyMs, ended.signal);
      const newest = await findPullRequest(database, known.repositoryId, known.number);
      reason = newsIn(newest);
      if (reason === undefined) continue;
      overtaken.abort(new Error(`the evaluation was ended: ${reason}`));
      return;
    }
  }

  function newsIn(newest: Awaited<ReturnType<typeof findPullRequest>>): Overtaken | undefined {
    if (newest === undefined || newest.isRemoved || !newest.isOpen) return 'closed';
    if (newest.head !== undefined && newest.head !== now.head && newest.pushedAt > known.pushedAt) {
      return 'newer-commit';
    }
    if (newest.cancelledHead === now.head) return 'cancelled';
    return newest.attempt === known.attempt ? undefined : 'newer-run';
  }

  watch().catch((error: unknown) => {
    if (!ended.signal.aborted) log.error('news-unread', { error });
  });
  return {
    signal: overtaken.signal,
    overtakenBy: () => reason,
    stop: () => ended.abort(),
  };
}
