import type { BotParts } from '../bot-parts.ts';
import { findPullRequest } from '../store/pull-requests.ts';
import type { Assessment } from './assess.ts';

const everyMs = 1_000;

/** Why work that costs money was ended before its time. */
export type Overtaken = 'newer-commit' | 'closed' | 'switched-off' | 'not-wanted';

interface Watched extends Pick<Assessment, 'known' | 'now'> {
  /** Absent for what is only shown. */
  readonly evaluationKey?: string;
}

/**
 * Aborts when what is being evaluated is no longer what anybody waits for: a newer commit, another base, a
 * closed pull request or one that is a draft now, `/galley cancel`, the operator's kill switch. The database
 * is asked, so that it does not matter who heard of it.
 */
export function watchForNews(
  { config, database, clock, log }: Pick<BotParts, 'config' | 'database' | 'clock' | 'log'>,
  { known, now, evaluationKey }: Watched,
): { readonly signal: AbortSignal; overtakenBy(): Overtaken | undefined; stop(): void } {
  const ended = new AbortController();
  const overtaken = new AbortController();
  let reason: Overtaken | undefined;

  async function findNews(): Promise<Overtaken | undefined> {
    const newest = await findPullRequest(database, known.repositoryId, known.number);
    if (newest === undefined || newest.isRemoved || !newest.isOpen) return 'closed';
    const { owner, name, accountId } = newest;
    if (!config.tenants.policyOf(owner, name, accountId).isEnabled) return 'switched-off';
    const isNewer = newest.head !== undefined && newest.head !== now.head;
    if (isNewer && newest.pushedAt > known.pushedAt) return 'newer-commit';
    if (newest.cancelledHead === now.head) return 'not-wanted';
    const isWanted = evaluationKey === undefined || newest.wantedKey === evaluationKey;
    return isWanted ? undefined : 'not-wanted';
  }

  async function watch(): Promise<void> {
    while (reason === undefined) {
      await clock.sleep(everyMs, ended.signal);
      reason = await findNews().catch((error: unknown) => {
        log.warn('news-unread', { error });
        return undefined;
      });
    }
    overtaken.abort(new Error(`the evaluation was ended: ${reason}`));
  }

  // It ends by `stop`, which ends its sleep.
  watch().catch(() => undefined);
  return {
    signal: overtaken.signal,
    overtakenBy: () => reason,
    stop: () => ended.abort(),
  };
}
