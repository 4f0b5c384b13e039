import { join } from 'node:path';
import { type Budget, createBudget } from '@galley/engine/ledger';
import type { Library, Project } from '@galley/engine/library';
import {
  type CassetteStore,
  createAnswerCache,
  createCassetteStore,
  createDeskSharing,
  createModelDesk,
  type Mode,
  type ModelDesk,
} from '@galley/engine/models';
import type { SourceTree } from '@galley/engine/ports';
import type { NanoUsd } from '@galley/engine/units';
import type { ModelOptions } from '../options/model-options.ts';
import { createProgress, type Progress } from '../output/progress.ts';
import type { Session } from '../session.ts';
import { environmentSecrets } from '../system/environment-secrets.ts';
import type { Workspace } from './open-workspace.ts';
import { openStateFolder } from './state-folder.ts';

/** What one command needs to ask models: one budget, one cache, one set of recordings. */
export interface Desks {
  /** Another desk over the same budget, cache and recordings. */
  open(project: Project, scriptedFiles: Library['scriptedFiles']): ModelDesk;
  readonly budget: Budget;
  readonly capNanoUsd: NanoUsd | undefined;
  readonly cassettes: CassetteStore;
  readonly progress: Progress;
  /** Absolute path of `.galley/`. */
  readonly stateFolder: string;
}

export interface DesksOptions {
  readonly mode: Mode;
  /** Whose budget and cache settings hold. */
  readonly policy: Pick<Project, 'budgets' | 'cache'>;
  /** Where recordings are looked up. */
  readonly cassettes: { readonly base?: SourceTree; readonly head?: SourceTree };
}

/** Opens what asking models needs; nothing is sent, and no key is read before a call needs it. */
export async function openDesks(
  session: Session<ModelOptions>,
  workspace: Workspace,
  { mode, policy, cassettes: trees }: DesksOptions,
): Promise<Desks> {
  const { door, options } = session;
  const stateFolder = await openStateFolder(workspace);
  const secrets = environmentSecrets(door, workspace.folder);
  const progress = createProgress(door, { isQuiet: options.quiet === true });
  const ports = { clock: door.clock, random: door.random, secrets };
  const { capNanoUsd, budgetMode } = limitOf(policy.budgets, options.maxCost);
  const budget = createBudget({
    capNanoUsd,
    mode: budgetMode,
    onAlert: (message) => progress.onEvent({ type: 'note', message }),
  });
  const cache = createAnswerCache({
    ...ports,
    folder: join(stateFolder, 'cache'),
    maxAgeMs: policy.cache.maxAgeMs,
  });
  const cassettes = createCassetteStore({ ...ports, ...trees, folder: workspace.folder });
  const sharing = createDeskSharing({ clock: door.clock, spend: budget });
  return {
    open: (project, scriptedFiles) =>
      createModelDesk({
        ...ports,
        project,
        scriptedFiles,
        mode,
        spend: budget,
        cache,
        cassettes,
        emit: progress.onEvent,
        allowPrivateHosts: true,
        sharing,
      }),
    budget,
    capNanoUsd,
    cassettes,
    progress,
    stateFolder,
  };
}

/** `--max-cost` is always a hard cap; it can only lower a strict budget of galley.yaml. */
function limitOf({ runNanoUsd, mode }: Project['budgets'], maxCost: NanoUsd | undefined) {
  if (maxCost === undefined) return { capNanoUsd: runNanoUsd, budgetMode: mode };
  const isLower = mode === 'strict' && runNanoUsd !== undefined && runNanoUsd < maxCost;
  return { capNanoUsd: isLower ? runNanoUsd : maxCost, budgetMode: 'strict' as const };
}

/** Writes new recordings and says which files they are in. */
export async function flushCassettes(session: Session, { cassettes }: Desks): Promise<void> {
  for (const file of await cassettes.flush()) session.note(`recorded ${file}`);
  for (const problem of cassettes.problems()) session.note(problem);
}
