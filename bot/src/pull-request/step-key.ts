import type { WantedEvaluation } from '@galley/engine/proof';
import { hashValue } from '@galley/engine/units';
import type { TenantPolicy } from '../config/tenants.ts';
import type { ProjectPolicy } from './project-policy.ts';
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

/** Another model than the suites' own shows something, and is no verdict on the commit. */
export function isOnlyShown(request: EvaluationRequest | undefined): boolean {
  return request?.model !== undefined;
}

/** Key of the free checks of a commit: the hash of everything that their result depends on. */
export function freeStepKey(
  now: PullRequestNow,
  { tenant, attempt }: { readonly tenant: Pick<TenantPolicy, 'extends'>; readonly attempt: number },
): string {
  const { baseTip } = now;
  const { extends: defaults = null } = tenant;
  return hashValue(['free', engineVersion, ...placesOf(now), baseTip, defaults, attempt]);
}

/**
 * Key of the evaluation of a commit; a retry is another one, whose paid answers are kept. The tip of the
 * base branch counts by what its galley.yaml says: whatever else comes there changes nothing.
 */
export function evaluationStepKey(
  now: PullRequestNow,
  {
    policies,
    attempt,
    request,
  }: {
    readonly policies: readonly ProjectPolicy[];
    readonly attempt: number;
    readonly request: EvaluationRequest | undefined;
  },
): string {
  const asked = request === undefined ? null : { ...request, by: null, commentId: null };
  const said = policies.map(({ project, policy }) => [project, { ...policy, label: null }]);
  return hashValue(['evaluate', engineVersion, ...placesOf(now), said, attempt, asked]);
}

function placesOf({ repositoryId, number, head, mergeBase, baseRef }: PullRequestNow) {
  return [repositoryId, number, head, mergeBase, baseRef];
}
