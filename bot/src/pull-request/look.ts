import { findSuggestions, type PublishTarget, pullRequestFiles } from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import { carryOutCommands } from '../commands/carry-out-commands.ts';
import { cancelledCheckEffect, type Effect, suggestionsEffect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import { dropRecordings, releaseRecordings } from '../history/history-rows.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import type { Queryable } from '../store/database.ts';
import { unfinishedChecks, wishFor } from '../store/effects.ts';
import { setOpen, settleGeneration } from '../store/pull-requests.ts';
import { type Assessment, assess } from './assess.ts';
import { evaluationShare } from './evaluation-share.ts';
import { showOutcome } from './show-outcome.ts';
import { spendToShow } from './spend-to-show.ts';

/**
 * Looks at a pull request as it is now: carries out its commands, makes the free checks, has GitHub show
 * what there is to say, and has what costs money done in its time. Doing it twice is doing it once.
 */
export async function lookAt(
  parts: BotParts,
  key: PullRequestKey,
  signal: AbortSignal,
): Promise<void> {
  let found = await assess(parts, key, signal);
  if (found === undefined) return;
  if (await carryOutCommands(parts, found, signal)) found = await assess(parts, key, signal);
  if (found === undefined) return;
  const effects = found.now.isOpen ? await wishesFor(parts, found) : await lastWishes(parts, found);
  const { database, queue } = parts;
  const { known, now } = found;
  await database.transaction(async (sql) => {
    await setOpen(sql, key, now.isOpen);
    await wishFor(sql, key.repositoryId, effects);
    if (!now.isOpen) await concludeRecordings(parts, found, sql);
    await settleGeneration(sql, key, known.generation);
    await queue.send(
      'publish',
      { repositoryId: key.repositoryId },
      { ...shareOf(known), within: sql },
    );
    if (now.isOpen && found.phase === 'evaluating') {
      await queue.send('evaluate', key, { ...evaluationShare(parts, found), within: sql });
    }
  });
}

async function wishesFor(parts: BotParts, found: Assessment): Promise<Effect[]> {
  const { known, now, checks, tenant, settings } = found;
  const overtaken = await unfinishedChecks(parts.database, known);
  const stale = overtaken
    .filter(({ head, attempt }) => head !== now.head || attempt !== known.attempt)
    .map((check) => cancelledCheckEffect(now, check, 'a newer commit or run took its place'));
  const isForUs = checks.projects.length > 0 || checks.failure !== undefined;
  if (!isForUs && !tenant.gateWithoutProject) return stale;
  const { gitUrl } = parts.config.github;
  const outcome = showOutcome({
    now,
    attempt: known.attempt,
    phase: found.phase,
    failure: checks.failure,
    proofs: found.proofs,
    mode: settings.mode,
    commentMode: known.newCommentAttempt === known.attempt ? 'hide-and-new' : settings.commentMode,
    webUrl: `${gitUrl}/${known.owner}/${known.name}`,
    ...(await spendToShow(parts, found)),
  });
  return [...stale, ...outcome, ...(await suggestionsFor(parts, found))];
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
