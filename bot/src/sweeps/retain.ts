import type { BotParts } from '../bot-parts.ts';
import { retainHistories } from '../history/retain-histories.ts';
import { deleteOldRows } from '../store/delete-old-rows.ts';

/** Days after which rows go that save work or explain the past; run records are kept by `history:`. */
const keptDays = { delivery: 7, step: 90, answer: 90, effect: 30 };

/** Forgets what nobody needs any more. */
export async function retain(parts: BotParts, signal: AbortSignal): Promise<void> {
  const { database, clock, cache } = parts;
  await deleteOldRows(database, keptDays, new Date(clock.now()));
  signal.throwIfAborted();
  await cache.evict();
  await retainHistories(parts, signal);
}
