import type { GitHubAccess } from '../github/open-github-access.ts';
import { statusOf } from '../github/read-pause.ts';
import { isHeard } from './intents-of.ts';

/** What one round of asking again came to, in deliveries. */
export interface Redelivered {
  readonly asked: number;
  /** Attempted too often, or GitHub refuses to send them again. */
  readonly givenUp: number;
}

/** How often GitHub may have tried a delivery when it is asked once more. */
const mostAttempts = 5;
/** In one round; the next goes on. */
const mostAsked = 100;

/**
 * Asks GitHub to send again what it could not deliver: every event we hear that failed and that we did
 * not write down at another attempt. GitHub's log counts the attempts, so that nothing is kept here.
 * @param options.since GitHub sends nothing again that is older than three days
 * @param options.known whether a delivery was written down
 * @throws GitHubBusyError when GitHub asks to wait; what is left comes in the next round
 */
export async function redeliverFailed(
  github: Pick<GitHubAccess, 'listFailedDeliveries' | 'redeliver'>,
  options: { readonly since: Date; readonly known: (guid: string) => Promise<boolean> },
): Promise<Redelivered> {
  let asked = 0;
  let givenUp = 0;
  for (const { guid, newestId, attempts } of await failedDeliveries(github, options.since)) {
    if (asked >= mostAsked) break;
    if (await options.known(guid)) continue;
    if (attempts < mostAttempts && (await ask(github, newestId))) asked += 1;
    else givenUp += 1;
  }
  return { asked, givenUp };
}

interface FailedDelivery {
  readonly guid: string;
  readonly newestId: string;
  readonly attempts: number;
}

/** Oldest first. */
async function failedDeliveries(
  github: Pick<GitHubAccess, 'listFailedDeliveries'>,
  since: Date,
): Promise<readonly FailedDelivery[]> {
  const failed = new Map<string, FailedDelivery>();
  for await (const { id, guid, event, isTaken } of github.listFailedDeliveries(since)) {
    if (isTaken || !isHeard(event)) continue;
    const newer = failed.get(guid);
    const attempts = (newer?.attempts ?? 0) + 1;
    failed.set(guid, { guid, newestId: newer?.newestId ?? id, attempts });
  }
  return [...failed.values()].reverse();
}

async function ask(github: Pick<GitHubAccess, 'redeliver'>, id: string): Promise<boolean> {
  try {
    await github.redeliver(id);
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 422) throw error;
    return false;
  }
}
