import type { BotParts } from '../bot-parts.ts';
import type { JobData } from '../queue/queue.ts';
import { reconcile } from './reconcile.ts';
import { retain } from './retain.ts';
import { sweepDeliveries } from './sweep-deliveries.ts';
import { sweepOrphans } from './sweep-orphans.ts';

/** One round of a sweep. */
export async function carryOutSweep(
  parts: BotParts,
  sweep: JobData['sweep']['sweep'],
  signal: AbortSignal,
): Promise<void> {
  switch (sweep) {
    case 'orphans':
      return sweepOrphans(parts);
    case 'redeliver':
      return sweepDeliveries(parts);
    case 'reconcile':
      return reconcile(parts, signal);
    case 'retain':
      return retain(parts, signal);
  }
}
