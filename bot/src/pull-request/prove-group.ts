import { libraryFrom } from '@galley/engine/keyless-child';
import { hashValue } from '@galley/engine/units';
import type { BotParts } from '../bot-parts.ts';
import type { Effect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import type { JobData } from '../queue/queue.ts';
import { wishFor } from '../store/effects.ts';
import { findPullRequest, type KnownPullRequest } from '../store/pull-requests.ts';
import { openSources } from './assess.ts';
import { evaluateProjects } from './evaluate-projects.ts';
import { freeChecks } from './free-checks.ts';
import { openDefaults } from './open-defaults.ts';
import { isFullyAnswered } from './phase.ts';
import { readPullRequestNow } from './pull-request-now.ts';
import { repositorySettings } from './repository-settings.ts';
import { showGroup } from './show-outcome.ts';

/**
 * Proofs the commit that a merge queue made of a pull request. Somebody with write put it there, so what
 * is not answered yet is asked; most answers are the pull request's own, and cost nothing.
 */
export async function proveGroup(
  parts: BotParts,
  group: JobData['group'],
  signal: AbortSignal,
): Promise<void> {
  const { database, config, github } = parts;
  const known = await findPullRequest(database, group.repositoryId, group.number);
  if (known === undefined || known.isRemoved) return;
  const tenant = config.tenants.policyOf(known.owner, known.name, known.accountId);
  if (!tenant.isEnabled) return;
  const access = await github.openAccess(known, 'reading');
  const pull = await readPullRequestNow(access, group.number, github.people.roleOf);
  if (pull === undefined) return;
  const { head, base } = group;
  const now = { ...pull, head, baseTip: base, mergeBase: base, isDraft: false };
  const sources = openSources(parts, { now, access, signal });
  const defaults = openDefaults(parts, { owner: known.owner, tenant, signal });
  const checks = await freeChecks(parts, now, { openSources: sources, defaults, tenant, signal });
  const policies = checks.projects.map(({ policy }) => libraryFrom(policy).project);
  const settings = repositorySettings(policies, tenant);
  const webUrl = `${config.github.gitUrl}/${known.owner}/${known.name}`;
  const shown = { now, checks, settings, tenant, webUrl };
  const free = checks.projects.map(({ proof }) => proof);
  const isDue = settings.hasProject && !free.every(isFullyAnswered);
  await show(parts, known, showGroup({ ...shown, proofs: free, isAtWork: isDue }));
  if (!isDue) return;
  const evaluationKey = hashValue(['group', group]);
  const request = undefined;
  const asked = { known, now, tenant, checks, sources, defaults, request, evaluationKey };
  const { proofs } = await evaluateProjects(parts, asked, signal);
  await show(parts, known, showGroup({ ...shown, proofs, isAtWork: false }));
}

async function show(
  { database, queue }: BotParts,
  known: KnownPullRequest,
  effects: readonly Effect[],
): Promise<void> {
  const { repositoryId } = known;
  await database.transaction(async (sql) => {
    await wishFor(sql, repositoryId, effects);
    await queue.send('publish', { repositoryId }, { ...shareOf(known), within: sql });
  });
}
