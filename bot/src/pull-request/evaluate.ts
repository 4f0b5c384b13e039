import type { BotParts } from '../bot-parts.ts';
import { reactionEffect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import { lookShare } from '../intake/look-share.ts';
import type { StoppedBy } from '../money/budget-alerts.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import { wishFor } from '../store/effects.ts';
import { saveStep } from '../store/steps.ts';
import { type Assessment, assess } from './assess.ts';
import { evaluateProjects } from './evaluate-projects.ts';
import { evaluationShare, quietLeftMs } from './evaluation-share.ts';
import { tellBudgetAlerts } from './tell-budget-alerts.ts';
import { watchForNews } from './watch-for-news.ts';

/**
 * Does what costs money for a pull request, when it is still due: the newest commit, nobody pushed for a
 * while, somebody may. What it came to is kept, and a look has GitHub show it.
 */
export async function evaluatePullRequest(
  parts: BotParts,
  key: PullRequestKey,
  signal: AbortSignal,
): Promise<void> {
  const { queue } = parts;
  const found = await assess(parts, key, signal);
  if (found === undefined || !found.now.isOpen || found.phase !== 'evaluating') return;
  if (quietLeftMs(parts, found) > 0) {
    await queue.send('evaluate', key, evaluationShare(parts, found));
    return;
  }
  const news = watchForNews(parts, found);
  let stoppedBy: readonly StoppedBy[] = [];
  try {
    stoppedBy = await evaluate(parts, found, AbortSignal.any([signal, news.signal]));
  } catch (error) {
    const overtaken = news.overtakenBy();
    if (overtaken === undefined) throw error;
    parts.log.info('evaluation-overtaken', { repository: nameOf(found), overtaken });
  } finally {
    news.stop();
  }
  await tellBudgetAlerts(parts, found, stoppedBy);
  await queue.send('history', { repositoryId: key.repositoryId }, shareOf(found.known));
}

/** @returns caps over several runs that refused something */
async function evaluate(
  parts: BotParts,
  found: Assessment,
  signal: AbortSignal,
): Promise<readonly StoppedBy[]> {
  const { database, queue } = parts;
  const { known, now, request, evaluationKey } = found;
  const { repositoryId, number } = known;
  const { stoppedBy, ...result } = await evaluateProjects(parts, found, signal);
  const step = { key: evaluationKey, kind: 'evaluation', repositoryId, number, head: now.head };
  await database.transaction(async (sql) => {
    await saveStep(sql, { ...step, result });
    if (request?.commentId !== undefined) {
      const { commentId } = request;
      await wishFor(sql, repositoryId, [reactionEffect(now, { commentId, state: 'done' })]);
    }
    await queue.send('look', { repositoryId, number }, { ...lookShare(known), within: sql });
  });
  return stoppedBy;
}

function nameOf({ known }: Pick<Assessment, 'known'>): string {
  return `${known.owner}/${known.name}`;
}
