import type { Change } from '../../library/change-set.ts';
import type { NodeKind } from '../../library/nodes.ts';
import type { Project } from '../../library/project.ts';
import type { ModelDesk } from '../../models/model-desk.ts';
import type { DefaultsSource } from '../../ports/defaults-source.ts';
import type { EventSink } from '../../ports/events.ts';
import type { PlainLibrary } from '../../ports/hostile-text.ts';
import type { SourceTree } from '../../ports/source-tree.ts';
import type { Proof } from '../../proof/proof.ts';
import type { ProveOptions } from '../../proof/prove-options.ts';
import type { NanoUsd } from '../../units/nano-usd.ts';

/** One project of a change whose text nobody trusts. */
export interface HostileChange {
  /** Project folder relative to the repository root; '' at the root. */
  readonly project: string;
  /** The project folder as the merge-base has it; its label is the commit. */
  readonly base: SourceTree;
  /** As head has it. */
  readonly head: SourceTree;
  /**
   * galley.yaml of the base branch's tip and the scripted files that it names: what
   * `openLibrary(tip, {only: {}})` gives of a `HostileText` that has read nothing else.
   */
  readonly policy: PlainLibrary;
  /** Where the galley.yaml comes from that either side extends; without it nothing can be had. */
  readonly defaults?: DefaultsSource;
  /** Where `policy` comes from: the branch's name and its tip. */
  readonly policyRevision: { readonly ref: string; readonly commit: string };
}

/** What there is to prove. Comes from where head was read, so it may be untrue. */
export interface ChangeSummary {
  /** Whether the side has a galley.yaml. */
  readonly hasProject: { readonly base: boolean; readonly head: boolean };
  /** False when nothing that Galley reads differs and nothing new is wrong: no comment is due. */
  readonly isTouched: boolean;
  readonly changes: readonly Change[];
  /** Every document of head. */
  readonly documents: readonly DocumentSummary[];
  /** Every suite of head. */
  readonly suites: readonly SuiteSummary[];
  /** The policy's caps, lowered where head lowers them: what a door sizes its budget by. */
  readonly budgets: Project['budgets'];
}

export interface DocumentSummary {
  readonly kind: NodeKind;
  readonly id: string;
  /** Relative to the project folder, forward slashes. */
  readonly file: string;
}

export interface SuiteSummary {
  readonly id: string;
  readonly when: 'pull_request' | 'nightly' | 'manual';
  /** True when the change reaches it. */
  readonly isReached: boolean;
}

/** What one suite would cost on both sides, a request that both make counted once. */
export interface SuiteEstimate {
  readonly suite: string;
  /** Calls to models, judges included; 0 costs nothing. */
  readonly calls: number;
  /** With the longest answers; `undefined` when a price is unknown or nothing bounds an answer. */
  readonly worstNanoUsd: NanoUsd | undefined;
  /** With answers of 200 tokens; `undefined` when a price is unknown. */
  readonly expectedNanoUsd: NanoUsd | undefined;
}

/** How to prove an opened change. `createDesk` makes real desks, in the process that holds the keys. */
export interface ProofOrder
  extends Omit<ProveOptions, 'programs' | 'clock' | 'emit' | 'signal' | 'createDesk'> {
  /**
   * A desk for one side's aliases, over the policy's providers and prices. It may send, so its budget,
   * secrets and recordings are the door's own.
   */
  readonly createDesk: (
    ...given: Parameters<ProveOptions['createDesk']>
  ) => ReturnType<ProveOptions['createDesk']> & Pick<ModelDesk, 'estimate'>;
  /** Whether to say what each reached suite would cost. */
  readonly estimates?: boolean;
  /** False: estimates only. */
  readonly proves?: boolean;
}

/** The side that holds keys, tokens and money. */
export interface ProofDoor {
  /** Called once, when both sides are open; `undefined` ends it without a proof. */
  decide(summary: ChangeSummary): Promise<ProofOrder | undefined>;
  /** Hears of progress; what it is told comes from where head was read. */
  readonly emit: EventSink;
  readonly signal: AbortSignal;
}

/** What came of a change. */
export interface ProvedHostileChange {
  readonly summary: ChangeSummary;
  /** Absent unless ordered. */
  readonly estimates?: readonly SuiteEstimate[];
  /** Absent unless ordered. */
  readonly proof?: Proof;
}

/**
 * Opens and proves changes where their text cannot reach keys, tokens or money.
 *
 * The place where head is read is assumed to be taken over. It can say untrue things: a verdict, what a
 * case answered, that a call may go to any provider of the policy although a dataset's `data` rule
 * forbids it, for it alone knows which texts come from that dataset. It cannot: call a provider or host that
 * the policy does not name, learn a key, choose a price, raise a budget, call in mode replay, have a
 * scripted model answer where base's tip has a real one, or say what a proof cost, was made of or compares.
 */
export interface HostileProof {
  /**
   * @throws GalleyError what `prove` throws and what the desks refuse; `hostile-text-limit` when it takes
   * more than it is given; `hostile-text-failed` when the process broke off or broke the rules; `interrupted`
   */
  prove(change: HostileChange, door: ProofDoor): Promise<ProvedHostileChange>;
  /** Ends what is under way with `interrupted`. May be called twice. */
  dispose(): Promise<void>;
}
