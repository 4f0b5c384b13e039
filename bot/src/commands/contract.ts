import type { Proof } from '@galley/engine/proof';
import type { Command, Decision, NamedDocument, VerbName } from '@galley/engine/publish';
import type { Effect } from '../effects/effect.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import type { Phase } from '../pull-request/phase.ts';
import type { PullRequestNow } from '../pull-request/pull-request-now.ts';
import type { EvaluationRequest } from '../pull-request/step-key.ts';
import type { GivenCommand } from '../store/commands.ts';

/** Changes of what is known about the pull request; made in the transaction that answers the command. */
export interface CommandChanges {
  readonly approve?: { readonly head: string; readonly baseRef: string; readonly by: string };
  readonly accept?: {
    readonly head: string;
    readonly project: string;
    readonly suite: string;
    readonly check?: string;
    readonly by: string;
    readonly reason: string;
  };
  /** Stops what costs money for this commit; `null` lets it go on. */
  readonly cancelledHead?: string | null;
  readonly request?: EvaluationRequest;
  /** The same commit gets new check runs. */
  readonly isRetry?: true;
  /** How the next comment is written. */
  readonly isNewComment?: true;
}

export interface CommandResult {
  readonly state: 'done' | 'failed' | 'refused';
  /** What was asked for goes on: whoever ends it says so on the comment. */
  readonly isGoingOn?: true;
  /** Markdown; absent: the reaction says it. */
  readonly reply?: string;
  readonly changes?: CommandChanges;
  readonly effects?: readonly Effect[];
}

/** Everything that a command may look at. */
export interface CommandContext {
  readonly command: Command<VerbName>;
  readonly given: GivenCommand;
  readonly now: PullRequestNow;
  readonly access: RepositoryAccess;
  readonly phase: Phase;
  /** What the newest commit shows: of its evaluation where finished, else of its free checks. */
  readonly proofs: readonly Proof[];
  /** Documents of head, by project folder. */
  readonly documents: ReadonlyMap<string, readonly (NamedDocument & { readonly file: string })[]>;
  /** Which commands this person may give here. */
  mayRun(verb: VerbName): Decision;
  /** Every cap and what is left of it, as Markdown. */
  budgets(): Promise<string>;
  /** What an evaluation would cost, as Markdown. */
  estimate(request: EvaluationRequest): Promise<string>;
}

/** How one verb is carried out; its grammar and permission are the engine's `commandVerbs`. */
export type CommandPlug = (context: CommandContext) => Promise<CommandResult> | CommandResult;
