import type { BotParts } from '../bot-parts.ts';
import type { SendOptions } from '../queue/queue.ts';
import type { Assessment } from './assess.ts';

/** When a pull request may be evaluated and whose share it takes: pushes are waited out, wishes are not. */
export function evaluationShare(
  parts: Pick<BotParts, 'clock' | 'config'>,
  found: Pick<Assessment, 'known' | 'request'>,
): SendOptions {
  const { repositoryId, number, accountId } = found.known;
  return {
    key: `${repositoryId}:${number}`,
    tenant: String(accountId),
    afterMs: quietLeftMs(parts, found),
  };
}

/** Milliseconds until nobody has pushed for long enough. */
export function quietLeftMs(
  { clock, config }: Pick<BotParts, 'clock' | 'config'>,
  { known, request }: Pick<Assessment, 'known' | 'request'>,
): number {
  if (request !== undefined) return 0;
  return Math.max(0, known.pushedAt.getTime() + config.workers.quietMs - clock.now());
}
