import { libraryFrom } from '@galley/engine/keyless-child';
import type { DefaultsSource } from '@galley/engine/library';
import type { Proof } from '@galley/engine/proof';
import { type Acceptance, applyAcceptances } from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import type { TenantPolicy } from '../config/tenants.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import type { PullRequestKey } from '../queue/queue.ts';
import { listAcceptances } from '../store/acceptances.ts';
import { isApproved } from '../store/approvals.ts';
import {
  findPullRequest,
  type KnownPullRequest,
  setOpen,
  settleGeneration,
} from '../store/pull-requests.ts';
import { findStep } from '../store/steps.ts';
import { openChangeSources, type ProjectSources } from './change-sources.ts';
import { type FreeChecks, freeChecks } from './free-checks.ts';
import { mayEvaluate } from './may-evaluate.ts';
import { openDefaults } from './open-defaults.ts';
import { type Phase, phaseOf } from './phase.ts';
import { type PullRequestNow, readPullRequestNow } from './pull-request-now.ts';
import { type RepositorySettings, repositorySettings } from './repository-settings.ts';
import { type EvaluationRequest, evaluationStepKey, isOnlyShown } from './step-key.ts';

/** What an evaluation came to. Plain JSON. */
export interface EvaluatedChange {
  readonly proofs: readonly Proof[];
}

/** Everything that is known of a pull request at this moment. */
export interface Assessment {
  readonly known: KnownPullRequest;
  readonly now: PullRequestNow;
  readonly tenant: TenantPolicy;
  readonly access: RepositoryAccess;
  /** Fetches what is missing when it is first called. */
  readonly sources: () => Promise<readonly ProjectSources[]>;
  readonly defaults: DefaultsSource;
  readonly checks: FreeChecks;
  readonly settings: RepositorySettings;
  /** What somebody asked to be evaluated of this very head. */
  readonly request: EvaluationRequest | undefined;
  readonly evaluationKey: string;
  readonly isHeadApproved: boolean;
  readonly phase: Phase;
  /** Of the evaluation where it is finished, else of the free checks; with what was accepted. */
  readonly proofs: readonly Proof[];
}

/**
 * Reads what a pull request is now and how far its proof has come, and makes the free checks where they
 * were not made yet. `undefined` when there is nothing to look at: unknown, removed, or switched off.
 */
export async function assess(
  parts: BotParts,
  { repositoryId, number }: PullRequestKey,
  signal: AbortSignal,
): Promise<Assessment | undefined> {
  const { database, config, github } = parts;
  const known = await findPullRequest(database, repositoryId, number);
  if (known === undefined || known.isRemoved) return undefined;
  const tenant = config.tenants.policyOf(known.owner, known.name, known.accountId);
  if (!tenant.isEnabled) return undefined;
  const access = await github.openAccess(known, 'reading');
  const now = await readPullRequestNow(access, number, github.people.roleOf);
  if (now === undefined) {
    // GitHub has none of this number (any more).
    await setOpen(database, { repositoryId, number }, false);
    await settleGeneration(database, { repositoryId, number }, known.generation);
    return undefined;
  }
  const sources = openSources(parts, { now, access, signal });
  const defaults = openDefaults(parts, { owner: known.owner, tenant, signal });
  const { attempt } = known;
  const change = { openSources: sources, defaults, tenant, attempt, signal };
  const checks = await freeChecks(parts, now, change);
  const policies = checks.policies.map(({ policy }) => libraryFrom(policy).project);
  const settings = repositorySettings(policies, tenant);
  const request = known.request?.head === now.head ? known.request : undefined;
  const evaluationKey = evaluationStepKey(now, {
    policies: checks.policies,
    attempt,
    request: isOnlyShown(request) ? undefined : request,
  });
  const evaluated = await findStep<EvaluatedChange>(database, evaluationKey);
  const acceptances = await listAcceptances(database, { repositoryId, number, head: now.head });
  const isHeadApproved = await isApproved(database, now);
  const free = checks.projects.map(({ proof }) => proof);
  const phase = phaseOf({
    now,
    isTrustedAuthor: await mayEvaluate(parts, { access, now, settings }),
    isHeadApproved,
    isCancelled: known.cancelledHead === now.head,
    isAskedFor: request !== undefined && !isOnlyShown(request),
    mayForksSpend: settings.permissions.every(({ forks }) => forks !== 'never'),
    proofs: free,
    isEvaluated: evaluated !== undefined,
    isFailed: checks.failure !== undefined,
    mayAskModels: settings.hasProject,
  });
  const proofs = accepted(evaluated?.proofs ?? free, acceptances);
  return {
    known,
    now,
    tenant,
    access,
    sources,
    defaults,
    checks,
    settings,
    request,
    evaluationKey,
    isHeadApproved,
    phase,
    proofs,
  };
}

function accepted(proofs: readonly Proof[], acceptances: readonly Acceptance[]): readonly Proof[] {
  return proofs.map((proof) => applyAcceptances(proof, acceptances));
}

/** The files of a pull request's projects; what is missing of them is fetched when they are first asked for. */
export function openSources(
  { cache }: Pick<BotParts, 'cache'>,
  {
    now,
    access,
    signal,
  }: {
    readonly now: Pick<PullRequestNow, 'baseTip' | 'mergeBase' | 'head' | 'number'>;
    readonly access: RepositoryAccess;
    readonly signal: AbortSignal;
  },
): () => Promise<readonly ProjectSources[]> {
  let opened: Promise<readonly ProjectSources[]> | undefined;
  async function open(): Promise<readonly ProjectSources[]> {
    const commits = [now.baseTip, now.mergeBase, now.head];
    const token = () => access.gitToken();
    const options = { pullRequest: now.number, token, signal };
    return openChangeSources(await cache.fetchCommits(access, commits, options), now);
  }
  return () => {
    opened ??= open();
    return opened;
  };
}
