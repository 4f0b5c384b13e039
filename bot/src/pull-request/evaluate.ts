import type { Proof } from '@galley/engine/proof';
import { formatComment } from '@galley/engine/report';
import { hashValue } from '@galley/engine/units';
import type { BotParts } from '../bot-parts.ts';
import { type Effect, reactionEffect, replyEffect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import { lookShare } from '../intake/look-share.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import { wishFor } from '../store/effects.ts';
import { dropRequest } from '../store/pull-requests.ts';
import { saveStep } from '../store/steps.ts';
import { type Assessment, assess } from './assess.ts';
import { type EvaluatedProjects, evaluateProjects } from './evaluate-projects.ts';
import { evaluationShare, quietLeftMs } from './evaluation-share.ts';
import { isOnlyShown } from './step-key.ts';
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
  if (found === undefined || !found.now.isOpen) return;
  if (isOnlyShown(found.request)) await showAsked(parts, found, signal);
  if (found.phase === 'evaluating' && quietLeftMs(parts, found) > 0) {
    await queue.send('evaluate', key, evaluationShare(parts, found));
  } else if (found.phase === 'evaluating') await evaluate(parts, found, signal);
  // Also where something was overtaken: whoever looks knows what is due now.
  await queue.send('look', key, lookShare(found.known));
}

/** The evaluation that the gate is decided by. */
async function evaluate(parts: BotParts, found: Assessment, signal: AbortSignal): Promise<void> {
  const { known, now, evaluationKey: key } = found;
  if (known.wantedKey !== key) return;
  const { repositoryId, number } = known;
  await whileWanted(parts, found, key, signal, async (wanted) => {
    const evaluated = await evaluateProjects(parts, found, wanted);
    const { proofs } = evaluated;
    const step = { key, kind: 'evaluation', repositoryId, number, head: now.head };
    await parts.database.transaction(async (sql) => {
      await saveStep(sql, { ...step, result: { proofs } });
      await wishFor(sql, repositoryId, answersTo(found, 'done'));
    });
    return evaluated;
  });
}

/** An evaluation with another model: its result is an answer, and decides nothing. */
async function showAsked(parts: BotParts, found: Assessment, signal: AbortSignal): Promise<void> {
  const { known, now, request } = found;
  const evaluationKey = hashValue([found.evaluationKey, 'shown', request]);
  await whileWanted(parts, found, undefined, signal, async (wanted) => {
    const asked = { ...found, evaluationKey };
    const evaluated = await evaluateProjects(parts, asked, wanted);
    await parts.database.transaction(async (sql) => {
      const { repositoryId } = known;
      await wishFor(sql, repositoryId, [
        ...answersTo(found, 'done'),
        ...replyTo(found, evaluated.proofs),
      ]);
      await dropRequest(sql, { ...known, head: now.head });
      await parts.queue.send('publish', { repositoryId }, { ...shareOf(known), within: sql });
    });
    return evaluated;
  });
}

/** Works until it is done or nobody waits for it any more; what was spent is told either way. */
async function whileWanted(
  parts: BotParts,
  found: Assessment,
  evaluationKey: string | undefined,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<EvaluatedProjects>,
): Promise<void> {
  const { known, now } = found;
  const { repositoryId } = known;
  const news = watchForNews(parts, {
    known,
    now,
    ...(evaluationKey !== undefined && { evaluationKey }),
  });
  let stoppedBy: EvaluatedProjects['stoppedBy'] = [];
  try {
    ({ stoppedBy } = await work(AbortSignal.any([signal, news.signal])));
  } catch (error) {
    const overtaken = news.overtakenBy();
    if (overtaken === undefined) throw error;
    const repository = `${known.owner}/${known.name}`;
    parts.log.info('evaluation-overtaken', { repository, overtaken });
    await wishFor(parts.database, repositoryId, answersTo(found, 'failed'));
  } finally {
    news.stop();
  }
  await tellBudgetAlerts(parts, found, stoppedBy);
  await parts.queue.send('history', { repositoryId }, shareOf(known));
}

/** How the command that asked for it ended. */
function answersTo({ now, request }: Assessment, state: 'done' | 'failed'): Effect[] {
  const { commentId } = request ?? {};
  return commentId === undefined ? [] : [reactionEffect(now, { commentId, state })];
}

function replyTo({ now, request }: Assessment, proofs: readonly Proof[]): Effect[] {
  const { commentId, model = '' } = request ?? {};
  if (commentId === undefined) return [];
  const plain = model.replaceAll('`', "'");
  const text = `With \`${plain}\` instead of the suites' own models; the gate does not count this.\n\n${formatComment(proofs)}`;
  return [replyEffect(now, { commentId, text })];
}
