import { type Budget, runBudget } from '@galley/engine/ledger';
import { type Project, revisionTree } from '@galley/engine/library';
import {
  type CassetteStore,
  createCassetteStore,
  createDeskSharing,
  createModelDesk,
  type ModelDesk,
  maskValue,
  trustedSignatures,
} from '@galley/engine/models';
import type { Secrets } from '@galley/engine/ports';
import type { ChangedProject } from '../commands/find-projects.ts';
import { modeOf } from '../commands/mode-of.ts';
import type { Step } from '../commands/step.ts';
import type { JobCache } from './job-cache.ts';
import { openJobBudget } from './open-job-budget.ts';
import { withoutNewScripts } from './without-new-scripts.ts';

/** What asking models needs in one project: one budget, one cache, one set of recordings. */
export interface Desks {
  /** Another desk over the same budget, cache and recordings. Scripted files are those of base's tip. */
  open(project: Project): ModelDesk;
  readonly budget: Budget;
  readonly cassettes: CassetteStore;
}

export interface DesksOptions {
  /** Whose caps, cache settings and keys hold. */
  readonly policy: Pick<Project, 'budgets' | 'cache' | 'signing'>;
  /** Absent: nothing is kept for the next job. */
  readonly cache: JobCache | undefined;
}

/** Branch that holds run records and signed recordings. */
const ledgerBranch = 'galley/ledger';

/** Opens what asking models needs; nothing is sent, and no key is read before a call needs it. */
export async function openDesks(
  step: Step,
  { project, git, folder, trees, tip }: ChangedProject,
  { policy, cache }: DesksOptions,
): Promise<Desks> {
  const { runner, inputs, secrets, emit } = step;
  const ports = { clock: runner.clock, random: runner.random, secrets };
  const budget = runBudget(
    await openJobBudget(runner, git, {
      policy,
      maxCostNanoUsd: inputs.maxCostNanoUsd,
      pullRequest: step.event.pullRequest?.number,
      emit,
    }),
  );
  const signatures = trustedSignatures(policy, project);
  const ledger = signatures && (await git.resolveCommit(ledgerBranch));
  const cassettes = createCassetteStore({
    ...ports,
    ...(!inputs.isRefresh && trees),
    ...(signatures && { signatures }),
    ...(ledger && !inputs.isRefresh && { ledger: revisionTree({ git, commit: ledger, project }) }),
    folder,
  });
  const sharing = createDeskSharing({ clock: runner.clock, spend: budget });
  return {
    budget,
    cassettes,
    open: (of) =>
      withoutNewScripts(
        createModelDesk({
          ...ports,
          project: of,
          scriptedFiles: tip.scriptedFiles,
          mode: modeOf(step),
          spend: budget,
          ...(cache && !inputs.isRefresh && { cache: cache.open(policy.cache.maxAgeMs, ports) }),
          cassettes,
          onlyVerified: true,
          emit,
          allowPrivateHosts: inputs.allowsPrivateHosts,
          sharing,
        }),
        of,
        tip.project,
      ),
  };
}

/** The value without a secret in any of its texts, for reports. */
export function maskIn(secrets: Secrets): <Value>(value: Value) => Value {
  return (value) => maskValue(value, secrets);
}
