import { hostileProofInChild, inProcessHostileText } from '@galley/engine/keyless-child';
import { revisionTree } from '@galley/engine/library';
import type { Proof } from '@galley/engine/proof';
import type { JobCache } from '../models/job-cache.ts';
import { type Desks, openDesks } from '../models/open-desks.ts';
import type { ChangedProject } from './find-projects.ts';
import { noteRecordings, orderOf } from './proof-order.ts';
import type { Step } from './step.ts';

/**
 * Proves one project in a child process without environment, keys, files or network: whatever head's
 * text does there, it reaches no secret and no money.
 */
export async function proveInChild(
  step: Step,
  changed: ChangedProject,
  cache: JobCache | undefined,
): Promise<Proof> {
  const { runner, emit } = step;
  const { project, git, trees, tip, policyRevision, defaults } = changed;
  const tipTree = revisionTree({ git, commit: policyRevision.commit, project });
  const policy = await inProcessHostileText().openLibrary(tipTree, {}, defaults);
  const hostile = hostileProofInChild({ clock: runner.clock });
  let desks: Desks | undefined;
  try {
    const { proof } = await hostile.prove(
      { project, ...trees, policy, policyRevision, defaults },
      {
        async decide({ budgets }) {
          desks = await openDesks(step, changed, { policy: { ...tip.project, budgets }, cache });
          return { ...orderOf(step, desks), proves: true };
        },
        emit,
        signal: runner.signal,
      },
    );
    if (proof === undefined) throw new TypeError('a proof was ordered and none came');
    if (desks !== undefined) await noteRecordings(step, desks);
    return proof;
  } finally {
    await hostile.dispose();
  }
}
