import type { NanoUsd } from '../../units/nano-usd.ts';
import type { VerbRule } from './verb-rule.ts';

/** What may stand after a verb. */
export type TargetForm =
  /** Nothing. */
  | 'none'
  /** Any number of documents: ids, globs, `changed`, `affected`, `all`. */
  | 'documents'
  /** A suite, or one check of it, and why: `<suite>[/<check>] <reason>`. */
  | 'verdict'
  /** One prompt as it was: `<prompt>@<revision>`. */
  | 'revision'
  /** The name of another command, or nothing. */
  | 'command';

/** One command of the bot: its grammar, its permission and its line of help; a door runs it. */
export interface CommandVerb {
  readonly targets: TargetForm;
  readonly flags: readonly FlagName[];
  readonly rule: VerbRule;
  /** As it is written, without `/galley`. */
  readonly usage: string;
  /** What it does, without a final period. */
  readonly summary: string;
}

/** Every flag there is; a new one also gets its reading in `flags.ts`. */
export type FlagName = 'model' | 'samples' | 'max-cost' | 'sha' | 'estimate' | 'comment';

export interface CommandFlags {
  /** An alias, as it is written; whether base has it is not known here. */
  readonly model?: string;
  /** Repeats per case, 1 to 100; the policy may allow fewer. */
  readonly samples?: number;
  /** Can only lower what the policy allows. */
  readonly maxCostNanoUsd?: NanoUsd;
  /** The beginning of a commit id, 7 digits at least, lower case. */
  readonly sha?: string;
  /** Show the bill, run nothing. */
  readonly isEstimate?: true;
  /** Answer in a new comment instead of editing the old one. */
  readonly isNewComment?: true;
}

/** Documents that a command is about; ids are not looked up here. */
export type DocumentTarget =
  | { readonly kind: 'scope'; readonly scope: 'changed' | 'affected' | 'all' }
  | {
      readonly kind: 'document';
      /** Absent: of any kind. */
      readonly of?: 'prompt' | 'part' | 'dataset' | 'suite';
      /** An id, perhaps with `*` in it. */
      readonly pattern: string;
      readonly variant?: string;
    };

/** A command that fits the grammar; whether its author may is for `decidePermission`. */
export interface Command<Verb extends string = string> {
  readonly verb: Verb;
  readonly flags: CommandFlags;
  /** Of `documents`; empty is `changed`. */
  readonly documents: readonly DocumentTarget[];
  /** Of `verdict`. `reason` is plain text of one line and whatever somebody wrote. */
  readonly verdict?: { readonly of: string; readonly reason: string };
  /** Of `revision`: a prompt's id; a version, tag or commit id. */
  readonly revision?: { readonly prompt: string; readonly at: string };
  /** Of `command`. */
  readonly about?: Verb;
}

/** Why nothing runs and help is given. */
export type HelpReason =
  | 'no-verb'
  | 'unknown-verb'
  | 'unknown-flag'
  | 'flag-elsewhere'
  | 'flag-value'
  | 'flag-twice'
  | 'target'
  | 'target-missing'
  | 'too-many-targets'
  | 'reason-missing'
  | 'too-long'
  | 'unreadable';

/** What a comment asks for. */
export type ParsedComment<Verb extends string = string> =
  /** Not for Galley. */
  | { readonly kind: 'none' }
  | { readonly kind: 'command'; readonly command: Command<Verb> }
  /** For Galley, and not understood: nothing runs. */
  | {
      readonly kind: 'help';
      readonly reason: HelpReason;
      /** The word that does not fit, as written: hostile. */
      readonly word?: string;
      /** What it may have been meant as. */
      readonly meant?: string;
    };
