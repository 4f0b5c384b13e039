import type { Queryable } from '../store/database.ts';

/** Every kind of job and what it carries: where to look, never what to do. */
export interface JobData {
  /** Looks at a pull request: commands, free checks, and when to do what costs. */
  look: PullRequestKey;
  /** Does what costs money for a pull request. */
  evaluate: PullRequestKey;
  /** Proofs the commit of a merge queue, which merges a pull request. */
  group: PullRequestKey & { readonly head: string; readonly base: string };
  /** Carries out what GitHub should show of a repository. */
  publish: { readonly repositoryId: number };
  /** Writes what a repository's ledger branch waits for. */
  history: { readonly repositoryId: number };
  /** One round of a sweep. */
  sweep: { readonly sweep: 'redeliver' | 'orphans' | 'reconcile' | 'retain' };
}

export type JobKind = keyof JobData;

export interface PullRequestKey {
  readonly repositoryId: number;
  readonly number: number;
}

export interface Job<Kind extends JobKind = JobKind> {
  readonly id: string;
  readonly data: JobData[Kind];
  /** How often it was begun before; above 0 after a failure or a lost worker. */
  readonly retries: number;
  /** Aborts when the bot stops, or another worker has taken the job over. */
  readonly signal: AbortSignal;
}

export interface SendOptions {
  /** Jobs of one kind and key: at most one at work and one waiting; more coalesce. */
  readonly key: string;
  /** Whose share of the workers it takes. */
  readonly tenant: string;
  /** Only where none of the key waits or is at work; what waits is not brought forward. */
  readonly isReminder?: true;
  /** Not before so many milliseconds from now; default at once. */
  readonly afterMs?: number;
  /** The transaction to be part of; default one of its own. */
  readonly within?: Queryable;
}

/** Durable work, shared fairly between tenants and by every replica. */
export interface Queue {
  /** False when one of the same key waits already; one that waits longer is brought forward. */
  send<Kind extends JobKind>(
    kind: Kind,
    data: JobData[Kind],
    options: SendOptions,
  ): Promise<boolean>;
  /**
   * Works off jobs of a kind. A handler that throws is called again later; one whose process dies is
   * called again by another process within a minute.
   * @param options.atOnce in this process
   * @param options.perTenant of one tenant over all processes
   */
  work<Kind extends JobKind>(
    kind: Kind,
    options: { readonly atOnce: number; readonly perTenant: number },
    handler: (job: Job<Kind>) => Promise<void>,
  ): Promise<void>;
  /** Jobs that wait or are at work, by kind. */
  depth(): Promise<
    Readonly<Record<JobKind, { readonly waiting: number; readonly active: number }>>
  >;
  start(): Promise<void>;
  /** Takes no new jobs, aborts the signals of those at work and gives them so long to end. */
  stop(options: { readonly graceMs: number }): Promise<void>;
}
