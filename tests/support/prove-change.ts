import { createBudget } from '@galley/engine/ledger';
import { defaultsInGit, openGit, revisionTree } from '@galley/engine/library';
import {
  createCassetteStore,
  createDeskSharing,
  createModelDesk,
  type Mode,
} from '@galley/engine/models';
import type { Clock, Programs, Secrets } from '@galley/engine/ports';
import {
  openChange,
  type Proof,
  policyOf,
  prove,
  type WantedEvaluation,
} from '@galley/engine/proof';
import { formatComment } from '@galley/engine/report';
import { createTemporaryRepository, type TemporaryRepository } from './temporary-repository.ts';

/** Text by path; `null` deletes the file. */
export type Files = Readonly<Record<string, string | null>>;

export interface ProvedChange {
  readonly proof: Proof;
  readonly comment: string;
}

export interface ProveChangeOptions {
  /** `--policy`; default base. */
  readonly policyFrom?: 'base' | 'head';
  readonly mode?: Mode;
  readonly notExecuted?: 'error' | 'warn';
  readonly isStrict?: boolean;
  readonly models?: readonly string[];
  readonly wanted?: WantedEvaluation;
  readonly repeats?: number;
  /** Project folder in the repository. */
  readonly project?: string;
  /** Default `main`. */
  readonly baseRevision?: string;
  readonly secrets?: Secrets;
  readonly programs?: Programs;
  /** For queries over all answers: a real one, because their time limit is watched. */
  readonly clock?: Clock;
  readonly concurrency?: number;
  /** Gets the answers of mode record as files of the work tree. */
  readonly writesCassettes?: boolean;
}

const noSecrets: Secrets = { find: () => undefined, values: () => [], advice: 'There are none.' };

/**
 * The proof of a branch: a real repository whose `main` holds `base`, whose branch adds `head` to
 * it, and whose `main` then moves on by `tip`.
 */
export async function proveChange(
  { base, head, tip }: { readonly base: Files; readonly head: Files; readonly tip?: Files },
  options: ProveChangeOptions = {},
): Promise<ProvedChange> {
  const repository = createTemporaryRepository();
  try {
    commitFiles(repository, base);
    repository.branch('change');
    commitFiles(repository, head);
    if (tip !== undefined) {
      repository.git('checkout', '-q', 'main');
      commitFiles(repository, tip);
    }
    return await proveBranch(repository, options);
  } finally {
    repository.remove();
  }
}

/** Writes and deletes files, then commits them. */
export function commitFiles(repository: TemporaryRepository, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) repository.git('rm', '-q', '--', path);
    else repository.write(path, text);
  }
  repository.commit('change files');
}

/** The proof of a repository's branch `change`, wired as the doors do it. */
export async function proveBranch(
  repository: TemporaryRepository,
  options: ProveChangeOptions = {},
): Promise<ProvedChange> {
  const { project = '', mode = 'auto', policyFrom = 'base', secrets = noSecrets } = options;
  const git = await openGit(repository.folder, { environment: repository.environment });
  const headCommit = await git.resolveCommit('change');
  const change = await openChange({
    git,
    project,
    base: options.baseRevision ?? 'main',
    headTree: revisionTree({ git, commit: headCommit ?? '', project }),
    headCommit,
    policyFrom,
    defaults: defaultsInGit(git),
  });
  const budgets = policyOf(change).head.budgets;
  const spend = createBudget({ capNanoUsd: budgets.runNanoUsd, mode: budgets.mode });
  const ports = { clock: stillClock, random: { next: () => 0.5 }, secrets };
  const cassettes = createCassetteStore({
    ...ports,
    base: revisionTree({ git, commit: change.revisions.base, project }),
    head: revisionTree({ git, commit: headCommit ?? '', project }),
    folder: repository.folder,
  });
  const shared = {
    ...ports,
    mode,
    spend,
    emit: () => {},
    allowPrivateHosts: true,
    cassettes,
    sharing: createDeskSharing({ clock: stillClock, spend }),
  };
  const proof = await prove(change, {
    mode,
    concurrency: options.concurrency ?? 4,
    notExecutedDefault: options.notExecuted ?? 'warn',
    capNanoUsd: budgets.runNanoUsd,
    isStrict: options.isStrict ?? false,
    ...(options.models === undefined ? {} : { models: options.models }),
    ...(options.wanted && { wanted: options.wanted }),
    ...(options.repeats && { repeats: options.repeats }),
    ...(options.programs && { programs: options.programs }),
    ...(options.clock && { clock: options.clock }),
    emit: () => {},
    signal: new AbortController().signal,
    createDesk: (desk, scriptedFiles) =>
      createModelDesk({ ...shared, project: desk, scriptedFiles }),
  });
  if (options.writesCassettes === true) await cassettes.flush();
  return { proof, comment: formatComment([proof]) };
}

/** Waiting takes no time, so that retries do not slow the tests. */
const stillClock: Clock = {
  now: () => Date.UTC(2026, 10, 21),
  elapsedMs: () => 0,
  sleep: async () => {},
};
