import { libraryFrom } from '@galley/engine/keyless-child';
import type { Proof } from '@galley/engine/proof';
import { type Acceptance, applyAcceptances } from '@galley/engine/publish';
import { hashValue } from '@galley/engine/units';
import type { BotParts } from '../bot-parts.ts';
import type { Effect } from '../effects/effect.ts';
import { shareOf } from '../effects/publish-effects.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import type { JobData } from '../queue/queue.ts';
import { listAcceptances } from '../store/acceptances.ts';
import { isApproved as isHeadApproved } from '../store/approvals.ts';
import { wishFor } from '../store/effects.ts';
import { findPullRequest, type KnownPullRequest } from '../store/pull-requests.ts';
import { findStep, saveStep } from '../store/steps.ts';
import { type EvaluatedChange, openSources } from './assess.ts';
import { evaluateProjects, type ToEvaluate } from './evaluate-projects.ts';
import { freeChecks } from './free-checks.ts';
import { mayEvaluate } from './may-evaluate.ts';
import { openDefaults } from './open-defaults.ts';
import { isFullyAnswered } from './phase.ts';
import { type PullRequestNow, readPullRequestNow } from './pull-request-now.ts';
import { type RepositorySettings, repositorySettings } from './repository-settings.ts';
import { showGroup } from './show-outcome.ts';

/**
 * Proofs the commit that a merge queue made of a pull request, with what was accepted of it. Most answers
 * are the pull request's own, and cost nothing; the rest is asked where the pull request's own was.
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
  // Policy is the base branch's own: the queue may stand on what is not merged yet.
  const now = { ...pull, head, mergeBase: base, isDraft: false };
  const sources = openSources(parts, { now, access, signal });
  const defaults = openDefaults(parts, { owner: known.owner, tenant, signal });
  const change = { openSources: sources, defaults, tenant, attempt: 1, signal };
  const checks = await freeChecks(parts, now, change);
  const policies = checks.policies.map(({ policy }) => libraryFrom(policy).project);
  const settings = repositorySettings(policies, tenant);
  const webUrl = `${config.github.gitUrl}/${known.owner}/${known.name}`;
  const shown = { now, checks, settings, tenant, webUrl };
  const acceptances = await acceptedFor(parts, pull, head);
  const accepted = (proofs: readonly Proof[]) =>
    proofs.map((proof) => applyAcceptances(proof, acceptances));
  const free = checks.projects.map(({ proof }) => proof);
  const isDue =
    settings.hasProject &&
    !free.every(isFullyAnswered) &&
    (await mayGroupSpend(parts, { access, pull, settings }));
  await show(parts, known, showGroup({ ...shown, proofs: accepted(free), isAtWork: isDue }));
  if (!isDue) return;
  const evaluationKey = hashValue([
    'group',
    group,
    checks.policies.map(({ policy }) => policy.project),
  ]);
  const request = undefined;
  const asked = { known, now, tenant, checks, sources, defaults, request, evaluationKey };
  const { proofs } =
    (await findStep<EvaluatedChange>(database, evaluationKey)) ??
    (await evaluateOnce(parts, asked, signal));
  await show(parts, known, showGroup({ ...shown, proofs: accepted(proofs), isAtWork: false }));
}

/** What was accepted of the pull request holds for the commit that merges it. */
async function acceptedFor(
  { database }: BotParts,
  { repositoryId, number, head }: PullRequestNow,
  groupHead: string,
): Promise<Acceptance[]> {
  const acceptances = await listAcceptances(database, { repositoryId, number, head });
  return acceptances.map((acceptance) => ({ ...acceptance, head: groupHead }));
}

/** As for the pull request itself: its author may spend, or somebody approved its newest commit. */
async function mayGroupSpend(
  parts: BotParts,
  {
    access,
    pull,
    settings,
  }: {
    readonly access: RepositoryAccess;
    readonly pull: PullRequestNow;
    readonly settings: RepositorySettings;
  },
): Promise<boolean> {
  const { isFromFork } = pull;
  const isApproved = await isHeadApproved(parts.database, pull);
  if (isFromFork) return isApproved && settings.permissions.every(({ forks }) => forks !== 'never');
  return isApproved || (await mayEvaluate(parts, { access, now: pull, settings }));
}

async function evaluateOnce(
  parts: BotParts,
  asked: ToEvaluate,
  signal: AbortSignal,
): Promise<EvaluatedChange> {
  const { proofs } = await evaluateProjects(parts, asked, signal);
  const { repositoryId, number, head } = asked.now;
  const step = { key: asked.evaluationKey, kind: 'group', repositoryId, number, head };
  await saveStep(parts.database, { ...step, result: { proofs } });
  return { proofs };
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
