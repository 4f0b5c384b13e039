import { libraryFrom } from '@galley/engine/keyless-child';
import type { Project } from '@galley/engine/library';
import type { Caps } from '../money/spender.ts';
import type { Assessment } from './assess.ts';

/** What limits the spending of one project, and what base says of it. */
export interface ProjectCaps {
  readonly project: string;
  readonly caps: Caps;
  readonly policy: Project;
}

/** Of every project that base has, in the order of their folders. */
export function capsOfProjects({
  checks,
  tenant,
}: Pick<Assessment, 'checks' | 'tenant'>): ProjectCaps[] {
  return checks.projects
    .map(({ project, policy, summary }) => ({
      project,
      policy: libraryFrom(policy).project,
      caps: { budgets: summary.budgets, tier: tenant.tier },
    }))
    .filter(({ policy }) => policy.file !== undefined);
}

/** What is shown of a pull request's spending is measured by the caps of its first project. */
export function firstCaps(found: Pick<Assessment, 'checks' | 'tenant'>): Caps {
  const [first] = capsOfProjects(found);
  const budgets = { runNanoUsd: undefined, mode: 'strict' as const };
  return first?.caps ?? { budgets, tier: found.tenant.tier };
}
