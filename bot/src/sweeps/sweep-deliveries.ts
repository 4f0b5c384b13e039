import type { BotParts } from '../bot-parts.ts';
import { redeliverFailed } from '../intake/redeliver-failed.ts';
import { knownDeliveries } from '../store/deliveries.ts';

/** GitHub sends nothing again that is older than three days. */
const reachMs = 3 * 24 * 60 * 60_000;

/** Asks GitHub to send again what never arrived. */
export async function sweepDeliveries({
  github,
  database,
  clock,
  log,
}: Pick<BotParts, 'github' | 'database' | 'clock' | 'log'>): Promise<void> {
  const { asked, givenUp } = await redeliverFailed(github, {
    since: new Date(clock.now() - reachMs),
    known: async (guid) => (await knownDeliveries(database, [guid])).has(guid),
  });
  if (asked > 0 || givenUp > 0) log.info('deliveries-asked-for', { asked, givenUp });
}
