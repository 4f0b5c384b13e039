import { GalleyError } from '@galley/engine/errors';
import type { BotParts } from '../bot-parts.ts';
import { findRepository } from '../store/repositories.ts';
import { markRefused, unwrittenRuns } from './history-rows.ts';
import { openHistory } from './open-history.ts';
import { writeHistory } from './write-history.ts';

const manyRuns = 10_000;

/**
 * Writes what a repository's ledger branch waits for, where the operator lets the App. What GitHub
 * refuses for good is kept with its reason and tried again with the next run; nothing else waits for it.
 * @throws what may heal: 5xx, connections, rate limits
 */
export async function workOffHistory(
  parts: BotParts,
  repositoryId: number,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = parts;
  const known = await findRepository(database, repositoryId);
  if (known === undefined || (await unwrittenRuns(database, repositoryId, 1)).length === 0) return;
  const why = await write(parts, { known, signal }).catch(refusalOf);
  if (why === undefined) return;
  const runs = await unwrittenRuns(database, repositoryId, manyRuns);
  await markRefused(
    database,
    runs.map(({ id }) => id),
    why,
  );
  log.warn('history-refused', { repository: `${known.owner}/${known.name}`, why });
}

/** Why nothing can be written; `undefined` when all is. */
async function write(
  parts: BotParts,
  {
    known,
    signal,
  }: {
    readonly known: NonNullable<Awaited<ReturnType<typeof findRepository>>>;
    readonly signal: AbortSignal;
  },
): Promise<string | undefined> {
  const opened = await openHistory(parts, known, signal);
  if (opened === undefined) return undefined;
  if ('refused' in opened) return opened.refused;
  const { repositoryId } = known;
  const { refused } = await writeHistory(parts.database, { repositoryId, place: opened.place });
  return refused;
}

/** A permission that the account has not granted, a galley.yaml that cannot be read; else it is thrown. */
function refusalOf(error: unknown): string {
  if (error instanceof GalleyError && !error.isRetryable) return error.message;
  const { status, retryAfterMs } = error as { status?: number; retryAfterMs?: number };
  const isRefusal = status === 403 || status === 404 || status === 422;
  if (!isRefusal || retryAfterMs !== undefined) throw error;
  return `GitHub answered ${status}: the App needs Contents: write there`;
}
