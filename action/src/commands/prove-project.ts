import { flatChecks, type Library } from '@galley/engine/library';
import type { Proof } from '@galley/engine/proof';
import type { JobCache } from '../models/job-cache.ts';
import { maskIn } from '../models/open-desks.ts';
import type { ChangedProject } from './find-projects.ts';
import { proveHere } from './prove-here.ts';
import { proveInChild } from './prove-in-child.ts';
import type { Step } from './step.ts';

/**
 * Proves one project in a process without keys. Only where base itself has programs or queries judge,
 * which that process may not start, here: a pull request cannot bring that about.
 */
export async function proveProject(
  step: Step,
  project: ChangedProject,
  cache: JobCache | undefined,
): Promise<Proof> {
  const prove = asksPrograms(project.tip) ? proveHere : proveInChild;
  return maskIn(step.secrets)(await prove(step, project, cache));
}

function asksPrograms({ project, suites }: Library): boolean {
  if ((project.commands?.size ?? 0) > 0) return true;
  return [...suites.values()].some(({ checks }) =>
    [...flatChecks(checks)].some(({ key }) => key === 'sql'),
  );
}
