import { join } from 'node:path';
import { type Budget, runBudget } from '@galley/engine/ledger';
import { type Library, openLibrary, type Project } from '@galley/engine/library';
import {
  type CassetteStore,
  createAnswerCache,
  createCassetteStore,
  createDeskSharing,
  createModelDesk,
  type Mode,
  type ModelDesk,
  maskValue,
  staleAfterDays,
} from '@galley/engine/models';
import type { SourceTree } from '@galley/engine/ports';
import { hashValue, type NanoUsd, plural } from '@galley/engine/units';
import type { ModelOptions } from '../options/model-options.ts';
import { createProgress, type Progress } from '../output/progress.ts';
import type { Session } from '../session.ts';
import { environmentSecrets } from '../system/environment-secrets.ts';
import { findDefaults } from './find-defaults.ts';
import { openBase } from './open-base.ts';
import { openBudgetBook } from './open-budget-book.ts';
import { openSignedRecordings } from './open-signed-recordings.ts';
import type { Workspace } from './open-workspace.ts';
import { type SpendingAccount, spendingAccount } from './spending-account.ts';
import { openStateFolder } from './state-folder.ts';

/** What one command needs to ask models: one budget, one cache, one set of recordings. */
export interface Desks {
  /**
   * Another desk over the same budget, cache and recordings.
   * @param options.isApart a provider that refuses this desk does not stop the others
   */
  open(
    project: Project,
    scriptedFiles: Library['scriptedFiles'],
    options?: { readonly isApart?: boolean },
  ): ModelDesk;
  readonly budget: Budget;
  readonly capNanoUsd: NanoUsd | undefined;
  /** For run records. */
  readonly account: SpendingAccount & { readonly policyHash: string | null };
  readonly cassettes: CassetteStore;
  readonly progress: Progress;
  /** The value without a secret in any of its texts, for reports. */
  readonly mask: <Value>(value: Value) => Value;
  /** Absolute path of `.galley/`. */
  readonly stateFolder: string;
}

export interface DesksOptions {
  readonly mode: Mode;
  /** Whose budget, cache settings and signing keys hold. */
  readonly policy: Pick<Project, 'budgets' | 'cache' | 'signing' | 'written'>;
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
  const account = await spendingAccount(door, workspace.folder);
  const { book } = await openBudgetBook(workspace, {
    budgets: policy.budgets,
    account,
    stateFolder,
    clock: door.clock,
    maxCostNanoUsd: options.maxCost,
    onAlert: (message) => progress.onEvent({ type: 'note', message }),
  });
  const budget = runBudget(book);
  const { capNanoUsd } = budget.state();
  const cache = createAnswerCache({
    ...ports,
    folder: join(stateFolder, 'cache'),
    maxAgeMs: policy.cache.maxAgeMs,
  });
  const trusted = await trustedBase(session, workspace, { policy, cassettes: trees });
  const cassettes = createCassetteStore({
    ...ports,
    ...trees,
    ...(trusted.base && { base: trusted.base }),
    ...(await openSignedRecordings(workspace, trusted.policy)),
    folder: workspace.folder,
  });
  const sharing = createDeskSharing({ clock: door.clock, spend: budget });
  return {
    open: (project, scriptedFiles, { isApart = false } = {}) =>
      createModelDesk({
        ...ports,
        project,
        scriptedFiles,
        mode,
        spend: budget,
        cache,
        cassettes,
        onlyVerified: options.recordings === 'verified',
        emit: progress.onEvent,
        allowPrivateHosts: true,
        sharing: isApart ? sharing.apart() : sharing,
      }),
    budget,
    capNanoUsd,
    account: { ...account, policyHash: hashOf(policy.written) },
    cassettes,
    progress,
    mask: (value) => maskValue(value, secrets),
    stateFolder,
  };
}

/**
 * Where recordings must be verified and the caller compares with no base, the base branch vouches:
 * by its own lines, and by the keys that its own galley.yaml names.
 */
async function trustedBase(
  { options, note }: Session<ModelOptions>,
  workspace: Workspace,
  { policy, cassettes }: Pick<DesksOptions, 'policy' | 'cassettes'>,
): Promise<{ readonly base?: SourceTree; readonly policy: Pick<Project, 'signing'> }> {
  if (options.recordings !== 'verified' || cassettes.base) return { policy };
  const base = await openBase(workspace);
  if (base === undefined) {
    note('no base branch: nothing vouches for a recording');
    return { policy: {} };
  }
  const defaults = findDefaults(() => workspace.git());
  const { project } = await openLibrary(base, { only: {}, defaults });
  return { base, policy: project };
}

function hashOf(written: Project['written']): string | null {
  return written === undefined ? null : hashValue(written);
}

/** Writes new recordings and says which files they are in. */
export async function flushCassettes(session: Session, { cassettes }: Desks): Promise<void> {
  for (const file of await cassettes.flush()) session.note(`recorded ${file}`);
  for (const problem of cassettes.problems()) session.note(problem);
  const { stale, oldest } = cassettes.staleness();
  if (stale > 0) {
    session.note(
      `${plural(stale, 'recorded answer')} older than ${staleAfterDays} days, the oldest of ${oldest}: see galley cassette prune --stale`,
    );
  }
}
