import { findSuggestions, type PublishTarget, pullRequestFiles } from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import { carryOutCommands } from '../commands/carry-out-commands.ts';
import { cancelledCheckEffect, type Effect, suggestionsEffect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import { dropRecordings, releaseRecordings } from '../history/history-rows.ts';
import { lookShare } from '../intake/look-share.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import type { Queryable } from '../store/database.ts';
import { unfinishedChecks, wishFor } from '../store/effects.ts';
import {
  setOpen,
  settleGeneration,
  setWantedKey,
  touchPullRequest,
} from '../store/pull-requests.ts';
import { type Assessment, assess } from './assess.ts';
import { evaluationShare } from './evaluation-share.ts';
import { lookAtSharers, shareGate } from './share-gate.ts';
import { showOutcome } from './show-outcome.ts';
import { spendToShow } from './spend-to-show.ts';
import { isOnlyShown } from './step-key.ts';

/**
 * Looks at a pull request as it is now: carries out its commands, makes the free checks, has GitHub show
 * what there is to say, and has what costs money done in its time. Doing it twice is doing it once.
 */
export async function lookAt(
  parts: BotParts,
  key: PullRequestKey,
  signal: AbortSignal,
): Promise<void> {
  let found = await assessNewest(parts, key, signal);
  while (found !== undefined && (await carryOutCommands(parts, found, signal))) {
    found = await assess(parts, key, signal);
  }
  if (found === undefined) return;
  const effects = found.now.isOpen ? await wishesFor(parts, found) : await lastWishes(parts, found);
  const { database, queue } = parts;
  const { known, now } = found;
  const isEvaluating = now.isOpen && found.phase === 'evaluating';
  await database.transaction(async (sql) => {
    await setOpen(sql, key, now.isOpen);
    await setWantedKey(sql, key, isEvaluating ? found.evaluationKey : null);
    await lookAtSharers(sql, queue, { found, effects });
    await wishFor(sql, key.repositoryId, effects);
    if (!now.isOpen) await concludeRecordings(parts, found, sql);
    await settleGeneration(sql, key, known.generation);
    await queue.send(
      'publish',
      { repositoryId: key.repositoryId },
      { ...shareOf(known), within: sql },
    );
    if (isEvaluating || (now.isOpen && isOnlyShown(found.request))) {
      await queue.send('evaluate', key, { ...evaluationShare(parts, found), within: sql });
    }
  });
}

const secondLookMs = 10_000;

/**
 * A newest commit that no event told of counts as pushed at this moment, so that what somebody said of
 * the one before is not taken as said of it.
 */
async function assessNewest(
  parts: BotParts,
  key: PullRequestKey,
  signal: AbortSignal,
): Promise<Assessment | undefined> {
  const found = await assess(parts, key, signal);
  if (found === undefined || found.known.head === found.now.head) return found;
  const { head, isOpen } = found.now;
  await touchPullRequest(parts.database, { ...key, head, isOpen });
  // GitHub may have told of a newer commit than it shows yet.
  const later = { ...lookShare(found.known), afterMs: secondLookMs };
  await parts.queue.send('look', key, later);
  return assess(parts, key, signal);
}

async function wishesFor(parts: BotParts, found: Assessment): Promise<Effect[]> {
  const shown = await shownOf(parts, found);
  const keys = new Set(shown.map(({ key }) => key));
  const unfinished = await unfinishedChecks(parts.database, found.known);
  const stale = unfinished
    .map((check) => cancelledCheckEffect(found.now, check, 'something newer took its place'))
    .filter(({ key }) => !keys.has(key));
  return [...stale, ...shown];
}

async function shownOf(parts: BotParts, found: Assessment): Promise<Effect[]> {
  const { known, now, checks, tenant, settings } = found;
  const isForUs = checks.projects.length > 0 || checks.failure !== undefined;
  if (!isForUs && !tenant.gateWithoutProject) return [];
  const { gitUrl } = parts.config.github;
  const outcome = showOutcome({
    now,
    attempt: known.attempt,
    phase: found.phase,
    failure: checks.failure,
    proofs: found.proofs,
    mode: settings.mode,
    isObserved: settings.isObserved,
    commentMode: known.newCommentAttempt === known.attempt ? 'hide-and-new' : settings.commentMode,
    webUrl: `${gitUrl}/${known.owner}/${known.name}`,
    ...(await spendToShow(parts, found)),
  });
  const shared = await shareGate(parts.database, found, outcome);
  return [...shared, ...(await suggestionsFor(parts, found))];
}

/** A closed pull request gets no comment any more; what was at work there is not. */
async function lastWishes({ database }: BotParts, { known, now }: Assessment): Promise<Effect[]> {
  const open = await unfinishedChecks(database, known);
  return open.map((check) => cancelledCheckEffect(now, check, 'the pull request was closed'));
}

/** What was recorded for a pull request is kept when it is merged, and else forgotten. */
async function concludeRecordings(
  { queue }: Pick<BotParts, 'queue'>,
  { known, now }: Assessment,
  sql: Queryable,
): Promise<void> {
  if (!now.isMerged) return dropRecordings(sql, known);
  if (await releaseRecordings(sql, now)) {
    const { repositoryId } = known;
    await queue.send('history', { repositoryId }, { ...shareOf(known), within: sql });
  }
}

/** One click for every problem whose mend is certain. */
async function suggestionsFor(
  { github, config }: BotParts,
  { access, now, checks }: Assessment,
): Promise<Effect[]> {
  const proofs = checks.projects.map(({ proof }) => proof);
  if (proofs.every(({ validation }) => validation.problems.length === 0)) return [];
  const { head, number: pullRequest } = now;
  const self = await github.self();
  const { owner, name: repo } = access;
  const { instance } = config;
  const target: PublishTarget = { owner, repo, pullRequest, head, self, instance };
  const suggestions = findSuggestions(proofs, await pullRequestFiles(access.client, target));
  return suggestions.length === 0 ? [] : [suggestionsEffect(now, { head, suggestions })];
}
