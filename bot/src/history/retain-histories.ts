import type { BotParts } from '../bot-parts.ts';
import { findRepository } from '../store/repositories.ts';
import { openHistory } from './open-history.ts';
import { retainHistory } from './retain-history.ts';

/** Nobody may keep records for a shorter time. */
const shortest = '1 day';

/** Takes what is too old off every ledger branch; what fails at one is logged and tried the next night. */
export async function retainHistories(parts: BotParts, signal: AbortSignal): Promise<void> {
  const { database, clock, log } = parts;
  const rows = await database.query<{ repository_id: bigint }>(
    `select distinct repository_id from run
    where written_at is not null and record is not null and began_at < $1::timestamptz - interval '${shortest}'`,
    [new Date(clock.now())],
  );
  for (const { repository_id } of rows) {
    signal.throwIfAborted();
    const repositoryId = Number(repository_id);
    try {
      const known = await findRepository(database, repositoryId);
      const opened = known && (await openHistory(parts, known, signal));
      if (opened === undefined || 'refused' in opened) continue;
      const { place, retainMs } = opened;
      const done = await retainHistory(database, {
        repositoryId,
        place,
        retainMs,
        nowMs: clock.now(),
      });
      if (done.removed > 0) log.info('history-retained', { repositoryId, removed: done.removed });
      if (done.branch.kind === 'refused') {
        log.warn('history-refused', { repositoryId, why: done.branch.why });
      }
    } catch (error) {
      signal.throwIfAborted();
      log.warn('retain-failed', { repositoryId, error });
    }
  }
}
