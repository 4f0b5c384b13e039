import type { WantedEvaluation } from '@galley/engine/proof';
import { hashValue } from '@galley/engine/units';
import type { TenantPolicy } from '../config/tenants.ts';
import type { PullRequestNow } from './pull-request-now.ts';

/** Raised whenever an engine of another version could come to another result. */
const engineVersion = 1;

/** What somebody asked to be evaluated of a commit. */
export interface EvaluationRequest {
  readonly head: string;
  /** Login of who asked. */
  readonly by: string;
  /** The comment that asked; absent for a button. */
  readonly commentId?: number;
  readonly wanted?: WantedEvaluation;
  readonly model?: string;
  readonly repeats?: number;
  readonly maxCostNanoUsd?: number;
}

/** Key of the free checks of a commit: the hash of everything that their result depends on. */
export function freeStepKey(now: PullRequestNow, tenant: Pick<TenantPolicy, 'extends'>): string {
  return hashValue(['free', engineVersion, ...placesOf(now), tenant.extends ?? null]);
}

/** Key of the evaluation of a commit; a retry is another one, whose paid answers are kept. */
export function evaluationStepKey(
  now: PullRequestNow,
  {
    tenant,
    attempt,
    request,
  }: {
    readonly tenant: Pick<TenantPolicy, 'extends'>;
    readonly attempt: number;
    readonly request: EvaluationRequest | undefined;
  },
): string {
  const asked = request === undefined ? null : { ...request, by: null, commentId: null };
  const defaults = tenant.extends ?? null;
  return hashValue(['evaluate', engineVersion, ...placesOf(now), defaults, attempt, asked]);
}

function placesOf({ repositoryId, number, head, mergeBase, baseTip, baseRef }: PullRequestNow) {
  return [repositoryId, number, head, mergeBase, baseTip, baseRef];
}
