import { openChange, type Proof, policyOf, prove } from '@galley/engine/proof';
import type { JobCache } from '../models/job-cache.ts';
import { maskIn, openDesks } from '../models/open-desks.ts';
import { basePrograms } from '../programs/base-programs.ts';
import { temporaryFolder } from '../reports/report-folder.ts';
import type { ChangedProject } from './find-projects.ts';
import { noteRecordings, orderOf } from './proof-order.ts';
import type { Step } from './step.ts';

/** Proves one project in this process, with the programs of base and with queries. */
export async function proveHere(
  step: Step,
  changed: ChangedProject,
  cache: JobCache | undefined,
): Promise<Proof> {
  const { runner, emit } = step;
  const { project, git, trees, policyRevision } = changed;
  const change = await openChange({
    git,
    project,
    base: policyRevision.ref,
    headTree: trees.head,
    headCommit: trees.head.label,
    policyFrom: 'base',
    defaults: changed.defaults,
  });
  const desks = await openDesks(step, changed, { policy: policyOf(change).head, cache });
  const proof = await prove(change, {
    ...orderOf(step, desks),
    programs: basePrograms(runner, {
      git,
      commit: policyRevision.commit,
      project,
      place: temporaryFolder(runner.environment),
      mask: maskIn(step.secrets),
    }),
    clock: runner.clock,
    emit,
    signal: runner.signal,
  });
  await noteRecordings(step, desks);
  return proof;
}
