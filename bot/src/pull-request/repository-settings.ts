import type { Project } from '@galley/engine/library';
import { defaultPermissions, type PermissionPolicy } from '@galley/engine/publish';
import type { TenantPolicy } from '../config/tenants.ts';

/** What galley.yaml of base and the operator say about the whole repository. */
export interface RepositorySettings {
  /** Whether base has a galley.yaml anywhere: without one nothing is asked of models. */
  readonly hasProject: boolean;
  /** One per project; a command must be allowed by each. */
  readonly permissions: readonly PermissionPolicy[];
  /** The operator's; a project's own `gate.mode` is in its proof. */
  readonly mode: 'enforce' | 'observe';
  /** The operator observes, or every project does: then nothing may block, not even by being unfinished. */
  readonly isObserved: boolean;
  readonly commentMode: 'update' | 'hide-and-new';
}

/** @param policies galley.yaml of each project at the tip of the base branch */
export function repositorySettings(
  policies: readonly Project[],
  tenant: TenantPolicy,
): RepositorySettings {
  const onBase = policies.filter(({ file }) => file !== undefined);
  const fallback = { ...defaultPermissions, ...tenant.permissions };
  const permissions = onBase.map((policy) => ({ ...fallback, ...policy.permissions }));
  return {
    hasProject: onBase.length > 0,
    permissions: permissions.length === 0 ? [fallback] : permissions,
    mode: tenant.mode,
    isObserved:
      tenant.mode === 'observe' ||
      (onBase.length > 0 && onBase.every(({ gate }) => gate.mode === 'observe')),
    commentMode: onBase.some(({ comment }) => comment.mode === 'hide-and-new')
      ? 'hide-and-new'
      : 'update',
  };
}
